import { TransportError, type Transport } from '../../core/http.ts';

/** Core's transport over Node's own fetch: real sockets, no n8n. */
export function createFetchTransport(headers: Record<string, string>): Transport {
	return async ({ method, url, query, body, timeoutMs }) => {
		const target = new URL(url);
		for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
		try {
			const response = await fetch(target, {
				method,
				headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
				body: body ? JSON.stringify(body) : undefined,
				redirect: 'manual',
				signal: AbortSignal.timeout(timeoutMs),
			});
			return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
		} catch (error) {
			throw toTransportError(error, timeoutMs);
		}
	};
}

function toTransportError(error: unknown, timeoutMs: number): TransportError {
	if (error instanceof Error && error.name === 'TimeoutError') {
		return new TransportError(`nothing came within ${timeoutMs / 1000} s`, 'maybe', { cause: error });
	}
	const cause = error instanceof Error ? error.cause : undefined;
	const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'the request failed';
	return new TransportError(code, code === 'ECONNREFUSED' || code === 'ENOTFOUND' ? 'no' : 'maybe', { cause: error });
}
