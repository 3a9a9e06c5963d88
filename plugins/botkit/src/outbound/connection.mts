import { setTimeout as sleep } from 'node:timers/promises';

import { authenticationHeaders, createPacer, type Connection } from '../../../../core/index.ts';
import { createAxiosTransport } from './axios-transport.mts';
import type { Settings } from '../options/check-options.mts';

/** The connection to the provider, with one pacer for the whole bot. */
export function connect({ provider, credentials, baseUrl, timeoutMs, webhook }: Settings): Connection {
	const io = {
		now: () => Date.now(),
		sleep: async (ms: number) => await sleep(ms),
		random: () => Math.random(),
	};
	return {
		...io,
		baseUrl,
		secrets: [...Object.values(credentials), ...webhook.secrets],
		timeoutMs,
		transport: createAxiosTransport(authenticationHeaders(provider, credentials)),
		pacer: createPacer({ concurrent: provider.limits.concurrent, ...io }),
	};
}
