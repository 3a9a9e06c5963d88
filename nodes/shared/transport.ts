import type { IDataObject, IExecuteFunctions, IHookFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';

import { TransportError, type Headers, type Transport } from '../../core';

/** The n8n functions that can send a request with a credential: in a run, an option list and a webhook registration. */
export type RequestContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions;

/** n8n's own HTTP client as core's transport: n8n adds the credential, its proxy and its TLS settings. */
export function createTransport(context: RequestContext, credentialType: string): Transport {
	return async ({ method, url, query, body, timeoutMs }) => {
		const options: IHttpRequestOptions = {
			method,
			url,
			qs: query,
			body,
			timeout: timeoutMs,
			json: true,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		return await context.helpers.httpRequestWithAuthentication.call(context, credentialType, options).then(
			(response: IDataObject) => ({
				status: Number(response.statusCode),
				headers: toHeaders(response.headers),
				body: typeof response.body === 'string' ? response.body : '',
			}),
			(error: unknown) => {
				throw toTransportError(error, timeoutMs);
			},
		);
	};
}

const NEVER_LEFT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL'];

const WORDS: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host is unknown',
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNRESET: 'the connection was cut',
	ERR_BAD_RESPONSE: 'the answer was cut off',
};

/** n8n wraps the client's error several times; only its code is taken along, because the rest holds the request. */
function toTransportError(error: unknown, timeoutMs: number): TransportError {
	const code = codeOf(error);
	if (code === 'ETIMEDOUT' || code === 'ECONNABORTED') return new TransportError(`nothing came within ${timeoutMs / 1000} s`, 'maybe');
	const reached = code !== undefined && NEVER_LEFT.includes(code) ? 'no' : 'maybe';
	return new TransportError(code === undefined ? 'the request failed' : (WORDS[code] ?? code), reached);
}

function codeOf(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const own = [Reflect.get(error, 'code'), Reflect.get(error, 'httpCode')].find(
		(code): code is string => typeof code === 'string' && /^E[A-Z_]+$/.test(code),
	);
	return own ?? codeOf(Reflect.get(error, 'cause'), depth + 1) ?? codeOf(Reflect.get(error, 'errorResponse'), depth + 1);
}

function toHeaders(headers: unknown): Headers {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
	);
}
