import { setTimeout as sleep } from 'node:timers/promises';

import { authenticationHeaders } from '../../../core/http/authentication.ts';
import type { Fault } from '../../../sandbox/src/index.mts';
import { createFetchTransport } from '../transport.mts';
import type { Harness } from './harness.mts';

const LOOK_EVERY_MS = 2;
const SILENCE_MS = 80;
const ENDLESS: ReadonlyArray<Fault['kind']> = ['hang-before', 'hang', 'trickle'];

/**
 * Gives up soon where no whole answer will come, and only there; and not before the vendor has the request, because on a
 * slow machine it would take effect after the test has looked.
 */
export function giveUpSoon({ provider, control, connection, credentials }: Harness): void {
	const newest = () => control.requests({ provider: provider.id, limit: 1 })[0]?.id;

	connection.transport = createFetchTransport(authenticationHeaders(provider, credentials), (timeoutMs) => {
		const isEndless = control.faults(provider.id).some(({ fault }) => ENDLESS.includes(fault.kind));
		return isEndless ? silenceAfter(newest()) : AbortSignal.timeout(timeoutMs);
	});

	function silenceAfter(before: string | undefined): AbortSignal {
		const silence = new AbortController();
		void (async () => {
			while (newest() === before) await sleep(LOOK_EVERY_MS);
			await sleep(SILENCE_MS);
			silence.abort(new DOMException('Nothing came.', 'TimeoutError'));
		})();
		return silence.signal;
	}
}
