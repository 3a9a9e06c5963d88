import { createOneAttemptClient, type ApiClient, type Connection, type Provider } from '../../../core';

const TIMEOUT_MS = 10_000;

/** A client for requests during a delivery: one attempt each, because the provider waits for our response and repeats a failed delivery. */
export function createDeliveryClient(provider: Provider, connection: Connection): ApiClient {
	return createOneAttemptClient(provider, connection, { timeoutMs: TIMEOUT_MS });
}
