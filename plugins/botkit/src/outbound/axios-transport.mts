import axios from 'axios';

import { toTransportError, type Headers, type Transport } from '../../../../core/index.ts';

/** In bytes. Far above any response that is read here. */
const LONGEST_RESPONSE = 10 * 1024 * 1024;

/**
 * Core's transport over axios. Adds the credentials, uses the environment's proxies, and follows no redirect, because a
 * redirect could send the key elsewhere. The response must be complete within `timeoutMs`: axios's own timeout restarts
 * with every byte.
 */
export function createAxiosTransport(authentication: Readonly<Record<string, string>>): Transport {
	return async ({ method, url, query, headers, body, timeoutMs }) => {
		const deadline = AbortSignal.timeout(timeoutMs);
		return await axios
			.request<unknown>({
				method,
				url,
				params: query,
				data: body && JSON.stringify(body),
				headers: { ...headers, Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}), ...authentication },
				adapter: 'http',
				maxRedirects: 0,
				maxContentLength: LONGEST_RESPONSE,
				responseType: 'text',
				transformResponse: (body: unknown) => body,
				validateStatus: () => true,
				signal: deadline,
			})
			.then(
				({ status, headers, data }) => ({ status, headers: toHeaders(headers), body: typeof data === 'string' ? data : '' }),
				(error: unknown) => {
					throw toTransportError(deadline.aborted ? 'ETIMEDOUT' : codeOf(error), timeoutMs);
				},
			);
	};
}

/** The error's code. The rest of axios's error is left out, because it holds the request, and so the key. */
function codeOf(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 3) return undefined;
	const code = Reflect.get(error, 'code');
	return typeof code === 'string' ? code : codeOf(Reflect.get(error, 'cause'), depth + 1);
}

function toHeaders(headers: object): Headers {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) => {
			if (value === undefined || value === null) return [];
			return [[name, Array.isArray(value) ? value.map(String) : String(value)]];
		}),
	);
}
