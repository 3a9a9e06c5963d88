import { TapbackError } from '../model/errors';
import type { Api } from './api';
import { createApiClient, type Connection } from './client';
import type { ApiClient } from './types';

/**
 * Creates a client that attempts each request once, for callers that can't wait, such as a panel or a webhook.
 * `timeoutMs` is the timeout in milliseconds; default: that of the connection.
 * @throws TapbackError as `createApiClient` does. If the provider asks for a pause, the returned function throws RATE_LIMITED,
 * with `hint` at the end of the message.
 */
export function createOneAttemptClient(
	provider: Api,
	connection: Connection,
	{ timeoutMs = connection.timeoutMs, hint = '' }: { timeoutMs?: number; hint?: string } = {},
): ApiClient {
	return createApiClient(provider, {
		...connection,
		timeoutMs,
		attempts: 1,
		sleep: async (retryAfterMs) => {
			throw new TapbackError('RATE_LIMITED', `${provider.name} was asked too often.${hint}`, { retryAfterMs });
		},
	});
}
