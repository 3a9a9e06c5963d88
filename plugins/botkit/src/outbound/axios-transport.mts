import axios from 'axios';

import { toTransportError, type Headers, type Transport } from '../../../../core/index.ts';

/** Far above any answer that is read here. */
const LONGEST_ANSWER = 10 * 1024 * 1024;

/**
 * axios as core's transport. It adds the credentials, follows no redirect (it could take the key elsewhere), takes
 * proxies from the environment, and gives the whole answer `timeoutMs`: axios's own timeout starts anew with every byte.
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
				maxContentLength: LONGEST_ANSWER,
				responseType: 'text',
				transformResponse: (answer: unknown) => answer,
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

/** Only the code is taken along: the rest of axios's error holds the request, and with it the key. */
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
