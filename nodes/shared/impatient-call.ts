import { TapbackError, createApiClient, type ApiClient, type Connection, type Provider } from '../../core';

const TIMEOUT_MS = 10_000;

/** One attempt for each request: the provider waits for an answer meanwhile, and delivers again. */
export function impatientCall(provider: Provider, connection: Connection): ApiClient {
	return createApiClient(
		{ ...provider, limits: { ...provider.limits, attempts: 1 } },
		{
			...connection,
			timeoutMs: TIMEOUT_MS,
			sleep: async (retryAfterMs) => {
				throw new TapbackError('RATE_LIMITED', `${provider.name} was asked too often.`, { retryAfterMs });
			},
		},
	);
}
