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
		// Not a lost answer: what never left must not count as perhaps done.
		cancelSignalOf(context)?.throwIfAborted();
		const deadline = AbortSignal.timeout(timeoutMs);
		const caller = withDeadline(context, deadline);
		return await context.helpers.httpRequestWithAuthentication.call(caller, credentialType, options).then(
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

interface Cause {
	codes: RegExp;
	says: string;
	/** `no` only where nothing of the request was sent. */
	reached: TransportError['reached'];
}

const CAUSES: readonly Cause[] = [
	{ codes: /^ECONNREFUSED$/, says: 'the connection was refused', reached: 'no' },
	{ codes: /^ENOTFOUND$/, says: 'the host is unknown', reached: 'no' },
	{ codes: /^EAI_AGAIN$/, says: 'the host name could not be looked up', reached: 'no' },
	{ codes: /^E(?:HOST|NET)UNREACH$/, says: 'there is no way to the host', reached: 'no' },
	{ codes: /^ERR_INVALID_URL$/, says: 'the address is malformed', reached: 'no' },
	{ codes: /CERT|_SIGNATURE$/, says: 'its TLS certificate is not trusted', reached: 'no' },
	{ codes: /^EPROTO$/, says: 'it does not speak TLS as expected', reached: 'maybe' },
	{ codes: /^(?:ECONNRESET|EPIPE)$/, says: 'the connection was cut', reached: 'maybe' },
	{ codes: /^(?:ERR_BAD_RESPONSE|HPE_\w+|Z_\w+)$/, says: 'the answer was cut off or garbled', reached: 'maybe' },
	{ codes: /^ERR_CANCELED$/, says: 'the execution was cancelled', reached: 'maybe' },
];

function toTransportError(code: string | undefined, timeoutMs: number): TransportError {
	const isTimeout = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
	if (isTimeout) return new TransportError(`it took longer than ${timeoutMs / 1000} s`, 'maybe');
	const cause = CAUSES.find(({ codes }) => code !== undefined && codes.test(code));
	return cause ? new TransportError(cause.says, cause.reached) : new TransportError(code ?? 'the request failed', 'maybe');
}

/** n8n wraps the client's error several times; only its code is taken along, because the rest holds the request. */
function codeOf(error: unknown, depth = 0): string | undefined {
	if (typeof error !== 'object' || error === null || depth > 4) return undefined;
	const own = [Reflect.get(error, 'code'), Reflect.get(error, 'httpCode')].find(
		(code): code is string => typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code),
	);
	return own ?? codeOf(Reflect.get(error, 'cause'), depth + 1) ?? codeOf(Reflect.get(error, 'errorResponse'), depth + 1);
}

function toHeaders(headers: unknown): Headers {
	return Object.fromEntries(
		Object.entries(headers ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
	);
}
