import { authenticationHeaders } from '../../core/http/authentication.ts';
import type { Connection } from '../../core/http/client.ts';
import { createPacer } from '../../core/http/pacer.ts';
import type { Provider } from '../../core/providers/provider.ts';
import { createFetchTransport } from './transport.mts';

/** A connection whose pauses take no time: it records each pause, and moves its clock forward by it. */
export function createTestConnection(
	provider: Provider,
	{ baseUrl, credentials }: { baseUrl: string; credentials: Record<string, string> },
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
		transport: createFetchTransport(authenticationHeaders(provider, credentials)),
		pacer: createPacer({ concurrent: provider.limits.concurrent, ...io }),
	};
}
