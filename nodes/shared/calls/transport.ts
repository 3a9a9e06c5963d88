import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { toTransportError, type Headers, type Transport } from '../../../core';

/** The contexts in which n8n can send a request with a credential: a run, an option list, a webhook’s registration or delivery, a trigger. */
export type RequestContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions | IWebhookFunctions;

/**
 * Core's transport over n8n's HTTP client, which adds the credential, n8n's proxy and its TLS settings. The credential's
 * content is passed along, because otherwise n8n reads it from its database for every request.
 */
export function createTransport(context: RequestContext, credentialType: string, credential: ICredentialDataDecryptedObject): Transport {
	const known = { credentialsDecrypted: { id: '', name: '', type: credentialType, data: credential } };
	return async ({ method, url, query, headers, body, timeoutMs }) => {
		const options: IHttpRequestOptions = {
			method,
			url,
			qs: query,
			headers: { ...headers },
			body,
			timeout: timeoutMs,
			json: true,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		// Throw before sending: a request that was never sent must not get the outcome `unknown`.
		cancelSignalOf(context)?.throwIfAborted();
		const deadline = AbortSignal.timeout(timeoutMs);
		const caller = withDeadline(context, deadline);
		return await context.helpers.httpRequestWithAuthentication.call(caller, credentialType, options, known).then(
			(response: IDataObject) => ({
				status: Number(response.statusCode),
				headers: toHeaders(response.headers),
				body: typeof response.body === 'string' ? response.body : '',
			}),
			(error: unknown) => {
				throw toTransportError(deadline.aborted ? 'ETIMEDOUT' : codeOf(error), timeoutMs);
			},
		);
	};
}

/** The signal by which n8n ends a cancelled execution. */
export function cancelSignalOf(context: RequestContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/**
 * A context whose requests end at the deadline. n8n's own timeout restarts with every byte, so a slow response could last
 * forever. n8n takes its abort signal from the calling context only, so the options can't set one.
 */
function withDeadline(context: RequestContext, deadline: AbortSignal): RequestContext {
	const cancelled = cancelSignalOf(context);
	const signal = cancelled ? AbortSignal.any([deadline, cancelled]) : deadline;
	const caller: RequestContext = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
	return caller;
}

/** The client's error code, such as ETIMEDOUT, from an error that n8n wrapped several times. The rest is left out, because it holds the request. */
export function codeOf(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const own = [Reflect.get(error, 'code'), Reflect.get(error, 'httpCode')].find(
		(code): code is string => typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code),
	);
	return own ?? codeOf(Reflect.get(error, 'cause'), depth + 1) ?? codeOf(Reflect.get(error, 'errorResponse'), depth + 1);
}

/** A response's headers as strings or lists of strings. */
export function toHeaders(headers: unknown): Headers {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
	);
}
