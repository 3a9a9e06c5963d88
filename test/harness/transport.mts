import { TransportError, type Transport } from '../../core/http/types.ts';

/** Core's transport over Node's own fetch: real sockets, no n8n. `giveUp` says when a request is aborted. */
export function createFetchTransport(
	authentication: Record<string, string>,
	giveUp: (timeoutMs: number) => AbortSignal = (timeoutMs) => AbortSignal.timeout(timeoutMs),
): Transport {
	return async ({ method, url, query, headers, body, timeoutMs }) => {
		const target = new URL(url);
		for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
		try {
			const response = await fetch(target, {
				method,
				headers: { ...headers, ...authentication, ...(body ? { 'content-type': 'application/json' } : {}) },
				body: body ? JSON.stringify(body) : undefined,
				redirect: 'manual',
				signal: giveUp(timeoutMs),
			});
			return { status: response.status, headers: headersOf(response), body: await response.text() };
		} catch (error) {
			throw toTransportError(error, timeoutMs);
		}
	};
}

function headersOf({ headers }: Response): Record<string, string> {
	const entries: Array<[string, string]> = [];
	headers.forEach((value, name) => entries.push([name, value]));
	return Object.fromEntries(entries);
}

// Jest's globals are of another realm than fetch's errors: instanceof would never hold.
function toTransportError(error: unknown, timeoutMs: number): TransportError {
	if (fieldOf(error, 'name') === 'TimeoutError') {
		return new TransportError(`nothing came within ${timeoutMs / 1000} s`, 'maybe', { cause: error });
	}
	const code = String(fieldOf(fieldOf(error, 'cause'), 'code') ?? 'the request failed');
	return new TransportError(code, code === 'ECONNREFUSED' || code === 'ENOTFOUND' ? 'no' : 'maybe', { cause: error });
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
