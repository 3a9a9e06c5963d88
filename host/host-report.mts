import type { HostStatus } from '../sandbox/src/model/host-status.mts';
import type { AskingWorkflow } from './n8n/api/asking.mts';
import type { Listener } from './n8n/api/listeners.mts';

/** Reports the state of n8n to the sandbox, for its page. */
export interface HostReport {
	/** Passes on a status that differs from the last one. */
	say(status: HostStatus): void;
	/** The last report; later ones are ignored. */
	end(reason: string): void;
}

export interface RunningHost {
	/** n8n's address. */
	url: string;
	listeners: readonly Listener[];
	asking?: readonly AskingWorkflow[];
	/** The webhooks that are registered at the providers. */
	registeredUrls: readonly string[];
	/** Why its workflows are not listed. */
	detail?: string;
}

const NAME = 'n8n';

export function createHostReport(pass: (status: HostStatus) => void): HostReport {
	let last = '';
	let hasEnded = false;
	const say = (status: HostStatus) => {
		const text = JSON.stringify(status);
		if (hasEnded || text === last) return;
		last = text;
		pass(status);
	};
	return {
		say,
		end(reason) {
			say(hostDown(reason));
			hasEnded = true;
		},
	};
}

/** @param doing the line of progress in the terminal */
export function hostStarting(doing?: string): HostStatus {
	return { name: NAME, url: null, state: 'starting', detail: doing ?? null, workflows: [], asking: [] };
}

export function hostDown(reason: string): HostStatus {
	return { name: NAME, url: null, state: 'down', detail: reason, workflows: [], asking: [] };
}

export function hostUp({ url, listeners, asking = [], registeredUrls, detail }: RunningHost): HostStatus {
	const placeOf = ({ id, webhookUrls }: Pick<Listener, 'id' | 'webhookUrls'>) => ({
		url: `${url}/workflow/${id}`,
		webhookUrls: webhookUrls.flatMap((webhookUrl) => asRegistered(webhookUrl, registeredUrls)),
	});
	return {
		...{ name: NAME, url, state: 'up', detail: detail ?? null },
		workflows: listeners.map((listener) => ({
			...{ id: listener.id, name: listener.name, isActive: listener.webhookUrls.length > 0 },
			...placeOf(listener),
		})),
		asking: asking.map((workflow) => ({ name: workflow.name, ...placeOf(workflow), formUrl: workflow.formUrl ?? null })),
	};
}

/** Why n8n didn't answer, for the page. */
export function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error;
	// fetch reports "fetch failed", with the reason in the cause.
	if (cause instanceof Error && 'code' in cause) return cause.code === 'ECONNREFUSED' ? 'It does not answer.' : cause.message;
	return error.message.split('\n', 1)[0] ?? '';
}

// A provider may add a query to the URL, as Linq does. A URL that is not registered is shown as n8n made it.
function asRegistered(webhookUrl: string, registeredUrls: readonly string[]): string[] {
	const registered = registeredUrls.filter((url) => url === webhookUrl || url.startsWith(`${webhookUrl}?`));
	return registered.length > 0 ? registered : [webhookUrl];
}
