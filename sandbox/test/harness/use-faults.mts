import type { ProviderId, Sandbox } from '../../src/index.mts';
import { playedVendor } from './played.mts';
import { authHeaders, caller, controlCaller, seeded, type Answer } from './sandbox.mts';
import { useSandbox } from './use-sandbox.mts';

/** A sandbox whose answers are made to fail, and ❤️ on the seeded question as the request that meets the faults. */
export interface FaultySandbox {
	sandbox: Sandbox;
	/** Plans a fault, by the control API. */
	plan(fault: object, more?: object, id?: ProviderId): Promise<Answer>;
	/** The path and the body of the request that places ❤️. */
	heart(id: ProviderId): readonly [path: string, body: object];
	send(id: ProviderId): Promise<Answer>;
	/** Sends ❤️ to Linq, for a test that reads the answer itself, or gives up by a signal. */
	sendRaw(signal?: AbortSignal): Promise<Response>;
	/** How many tapbacks are on the seeded question now. */
	live(id?: ProviderId): number;
}

/** Call it once, at the top of a file. */
export function useFaults(): FaultySandbox {
	const sandbox = useSandbox();
	const control = controlCaller(sandbox);
	const question = (id: ProviderId) => seeded(sandbox, id).human;
	const heart = (id: ProviderId) => playedVendor(id).heart(question(id));
	return {
		sandbox,
		heart,
		plan: (fault, more = {}, id = 'linq') => control('POST', `/${id}/faults`, { fault, ...more }),
		send: (id) => caller(sandbox, id)('POST', ...heart(id)),
		sendRaw(signal) {
			const [path, body] = heart('linq');
			const { baseUrl, credentials } = sandbox.provider('linq');
			const headers = authHeaders('linq', credentials);
			return fetch(`${baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body), signal });
		},
		live: (id = 'linq') => sandbox.control.tapbacks(id, question(id).id).length,
	};
}
