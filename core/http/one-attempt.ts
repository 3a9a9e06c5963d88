import { TapbackError } from '../model/errors';
import type { Api } from './api';
import { createApiClient, type Connection } from './client';
import type { ApiClient } from './types';

/**
 * A client for where somebody waits, or asks again soon: one attempt for each request. With one attempt, only a provider
 * that was asked too often asks for a pause: it throws RATE_LIMITED then, with `advice` behind the sentence.
 */
export function createOneAttemptClient(provider: Api, connection: Connection, advice = ''): ApiClient {
	return createApiClient(
		{ ...provider, limits: { ...provider.limits, attempts: 1 } },
		{
			...connection,
			sleep: async (retryAfterMs) => {
				throw new TapbackError('RATE_LIMITED', `${provider.name} was asked too often.${advice}`, { retryAfterMs });
			},
		},
	);
}
