import { authenticationHeaders } from '../../core/http/authentication.ts';
import type { Connection } from '../../core/http/client.ts';
import { createPacer } from '../../core/http/pacer.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { createFetchTransport } from './transport.mts';

/** A connection whose pauses take no time but are counted, and whose clock moves by them. */
export function createTestConnection(
	provider: Provider,
	{ baseUrl, credentials, timeoutMs }: { baseUrl: string; credentials: Record<string, string>; timeoutMs?: number },
): Connection & { pauses: number[] } {
	const pauses: number[] = [];
	let skippedMs = 0;
	const io = {
		now: () => Date.now() + skippedMs,
		sleep: async (ms: number) => {
			pauses.push(ms);
			skippedMs += ms;
		},
		random: () => 0.5,
	};
	return {
		...io,
		pauses,
		baseUrl,
		secrets: Object.values(credentials),
		timeoutMs,
		transport: createFetchTransport(authenticationHeaders(provider, credentials)),
		pacer: createPacer({ concurrent: provider.limits.concurrent, ...io }),
	};
}
