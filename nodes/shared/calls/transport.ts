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

/** The n8n functions that can send a request with a credential: in a run, an option list, a webhook’s registration or delivery, and between runs. */
export type RequestContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | ITriggerFunctions | IWebhookFunctions;

/**
 * n8n's own HTTP client as core's transport: n8n adds the credential, its proxy and its TLS settings. It gets the
 * credential's content along; otherwise it would read it from its database for every single request.
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
		// Not a lost answer: what never left must not count as perhaps done.
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
 * n8n's timeout starts anew with every byte, so a trickling answer would never end. n8n asks the caller of its
 * client for the signal to abort by, and lets nothing in the options override it.
 */
function withDeadline(context: RequestContext, deadline: AbortSignal): RequestContext {
	const cancelled = cancelSignalOf(context);
	const signal = cancelled ? AbortSignal.any([deadline, cancelled]) : deadline;
	const caller: RequestContext = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
	return caller;
}

/** n8n wraps the client's error several times; only its code is taken along, because the rest holds the request. */
export function codeOf(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const own = [Reflect.get(error, 'code'), Reflect.get(error, 'httpCode')].find(
		(code): code is string => typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code),
	);
	return own ?? codeOf(Reflect.get(error, 'cause'), depth + 1) ?? codeOf(Reflect.get(error, 'errorResponse'), depth + 1);
}

export function toHeaders(headers: unknown): Headers {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
	);
}
