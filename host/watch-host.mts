import { setTimeout as sleep } from 'node:timers/promises';
import type { HostStatus } from '../sandbox/src/model/host-status.mts';
import { hostDown, hostUp, reasonOf, type RunningHost } from './host-report.mts';
import type { N8nClient } from './n8n/api/client.mts';
import { N8nRefusal } from './n8n/api/session.mts';

export interface WatchOptions {
	url: string;
	client: Pick<N8nClient, 'listeners' | 'asking' | 'login'>;
	/** The webhooks that are registered at the providers. */
	registeredUrls(): string[];
	/** Called after each poll with the state of n8n, changed or not. */
	report(status: HostStatus): void;
	/** Default 2,500. */
	everyMs?: number;
	/** Maximum time for n8n's answer. Default 10,000. */
	answerWithinMs?: number;
}

type Workflows = Pick<RunningHost, 'listeners' | 'asking'>;

export interface HostWatch {
	/** The state at the first poll. */
	first: Promise<HostStatus>;
	stop(): void;
}

/** Polls whether n8n is up, and which of its workflows have a trigger. */
export function watchHost({ everyMs = 2500, answerWithinMs = 10_000, ...options }: WatchOptions): HostWatch {
	const stopped = new AbortController();
	const { signal } = stopped;

	async function look(): Promise<HostStatus> {
		const status = await statusNow(options, answerWithinMs);
		if (!signal.aborted) options.report(status);
		return status;
	}

	async function lookOn(): Promise<void> {
		await first;
		while (!signal.aborted) {
			await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
			if (!signal.aborted) await look();
		}
	}

	const first = look();
	void lookOn();
	return { first, stop: () => stopped.abort() };
}

async function statusNow({ url, client, registeredUrls }: WatchOptions, answerWithinMs: number): Promise<HostStatus> {
	try {
		const workflows = await within(answerWithinMs, ask(client));
		return hostUp({ url, ...workflows, registeredUrls: registeredUrls() });
	} catch (error) {
		// n8n answers, so it is up. Perhaps the password was changed.
		if (error instanceof N8nRefusal && error.status < 500) {
			return hostUp({ url, listeners: [], registeredUrls: [], detail: `Its workflows can't be shown: ${error.message}` });
		}
		return hostDown(reasonOf(error));
	}
}

async function ask(client: WatchOptions['client']): Promise<Workflows> {
	try {
		return await workflowsOf(client);
	} catch (error) {
		if (!(error instanceof N8nRefusal && error.status === 401)) throw error;
		await client.login();
		return workflowsOf(client);
	}
}

async function workflowsOf(client: WatchOptions['client']): Promise<Workflows> {
	return { listeners: await client.listeners(), asking: await client.asking() };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const timer = new AbortController();
	const alarm = sleep(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
		throw new Error(`It did not answer within ${ms / 1000} s.`);
	});
	try {
		return await Promise.race([work, alarm]);
	} finally {
		timer.abort();
	}
}
