import { TapbackError } from '../model/errors';
import { type ProviderResponse, type HttpResponse, headerOf } from './types';
import type { Api, ProviderError, ErrorRule } from './api';

const LONGEST_QUOTE = 300;

/**
 * Reads the response of any provider. `now` is in milliseconds since 1970; `path` is the path of the request.
 * @throws TapbackError for every status but 2xx, for a 2xx that reports an error, and for a 2xx that is not JSON. The message
 * and `details.providerMessage` quote the provider's error message.
 */
export function readResponse(provider: Api, response: HttpResponse, now: number, path = ''): ProviderResponse {
	const { status, headers, body } = response;
	const json = parseJson(body);
	const succeeded = status >= 200 && status < 300;

	if (status >= 300 && status < 400) {
		throw new TapbackError(
			'REFUSED',
			`${provider.name} answered with a redirect (${status}). It was not followed, because it could send the key to another server. Check the Base URL in the credential.`,
			{ status },
		);
	}
	if (succeeded && json === NOT_JSON) {
		throw new TapbackError(
			'BAD_ANSWER',
			`${provider.name} answered ${status} with something that is not JSON. Check that the Base URL in the credential is the API’s, and that no proxy answers in its place.`,
			{ status },
		);
	}
	const error = json === NOT_JSON ? { message: plainText(response) } : provider.errors.read(json);
	if (succeeded && error === undefined) return { status, headers, json: json === NOT_JSON ? undefined : json };
	throw toError(provider, { ...response, path }, error ?? {}, now);
}

const NOT_JSON = Symbol('not JSON');

function parseJson(body: string): unknown {
	if (body.trim() === '') return undefined;
	try {
		return JSON.parse(body);
	} catch {
		return NOT_JSON;
	}
}

function plainText({ headers, body }: HttpResponse): string | undefined {
	const isPlain = headerOf(headers, 'content-type')?.startsWith('text/plain') ?? !body.includes('<');
	return isPlain ? body.trim() : undefined;
}

function toError(
	provider: Api,
	{ status, headers, path }: HttpResponse & { path: string },
	error: ProviderError,
	now: number,
): TapbackError {
	const { code, hint, hintKey } = provider.errors.rules.find((rule) => matches(rule, { ...error, status, path })) ?? byStatus(status);
	// RFC 9110, 10.2.3: with 503, how long the service is expected to be unavailable.
	const mayHaveRetryAfter = code === 'RATE_LIMITED' || (code === 'PROVIDER_FAILED' && status === 503);
	const retryAfterMs = mayHaveRetryAfter ? retryAfter(headers, error, now) : undefined;
	const providerMessage = error.message && shortened(error.message);
	const quote = providerMessage ? `: “${providerMessage}”` : '';
	const fullStop = providerMessage && /[.!?…]["”’')\]]*$/.test(providerMessage) ? '' : '.';
	const shownCode = error.code === undefined ? '' : ` (code ${error.code})`;
	const wait = retryAfterMs === undefined ? '' : ` It asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`;
	return new TapbackError(code, `${provider.name} answered ${status}${shownCode}${quote}${fullStop} ${hint}${wait}`, {
		status,
		providerCode: error.code,
		providerMessage,
		traceId: error.traceId,
		retryAfterMs,
		hintKey,
	});
}

/** Cuts between words, because redaction doesn't find half a secret. */
function shortened(text: string): string {
	if (text.length <= LONGEST_QUOTE) return text;
	const start = text.slice(0, LONGEST_QUOTE);
	const lastWord = start.split(/\s/).at(-1) ?? '';
	return `${start.slice(0, start.length - lastWord.length)}…`;
}

function matches(rule: ErrorRule, { status, path, code, message }: ProviderError & { status: number; path: string }): boolean {
	return (
		rule.status === status &&
		(rule.path === undefined || rule.path.test(path)) &&
		(rule.providerCode === undefined || rule.providerCode === code) &&
		[rule.match ?? []].flat().every((pattern) => pattern.test(message ?? ''))
	);
}

function byStatus(status: number): Pick<ErrorRule, 'code' | 'hint' | 'hintKey'> {
	if (status < 300) return { code: 'REFUSED', hint: 'It reports an error although the status says success, so nothing was done.' };
	if (status === 401) return { code: 'AUTH_FAILED', hint: 'Check the key in the credential.' };
	if (status === 402) return { code: 'PAYMENT_REQUIRED', hint: 'Check the balance and plan of the account.' };
	if (status === 403) return { code: 'NOT_ALLOWED', hint: 'The account may not do this: check its permissions and plan.' };
	if (status === 404) return { code: 'REFUSED', hint: 'Nothing was found there: check the ids and the Base URL in the credential.' };
	if (status === 408) return { code: 'NO_ANSWER', hint: 'The request took too long.' };
	if (status === 429) return { code: 'RATE_LIMITED', hint: 'Too many requests: send fewer at a time.' };
	if (status >= 500) return { code: 'PROVIDER_FAILED', hint: 'The error is on their side: try again later.' };
	return { code: 'REFUSED', hint: 'Check the parameters.' };
}

function retryAfter(headers: HttpResponse['headers'], error: ProviderError, now: number): number | undefined {
	const inMs = Number(headerOf(headers, 'retry-after-ms') ?? NaN);
	if (inMs >= 0) return inMs;
	const header = headerOf(headers, 'retry-after');
	const seconds = header === undefined ? error.retryAfterSeconds : Number(header);
	if (seconds !== undefined && seconds >= 0) return seconds * 1000;
	const date = Date.parse(header ?? '');
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
