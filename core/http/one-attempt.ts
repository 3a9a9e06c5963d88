import { TapbackError } from '../model/errors';
import type { Api } from './api';
import { createApiClient, type Connection } from './client';
import type { ApiClient } from './types';

/**
 * A client with one attempt for each request, for callers that can't wait: a person in front of a panel, a run, a delivery.
 * If the provider asks for a pause, the request throws RATE_LIMITED, with `advice` behind the sentence. `timeoutMs`
 * overrides that of the connection.
 */
export function createOneAttemptClient(
	provider: Api,
	connection: Connection,
	{ timeoutMs = connection.timeoutMs, advice = '' }: { timeoutMs?: number; advice?: string } = {},
): ApiClient {
	return createApiClient(provider, {
		...connection,
		timeoutMs,
		attempts: 1,
		sleep: async (retryAfterMs) => {
			throw new TapbackError('RATE_LIMITED', `${provider.name} was asked too often.${advice}`, { retryAfterMs });
		},
	});
}
