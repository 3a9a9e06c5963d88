import { readResponse } from './response';
import { OUTCOME_UNKNOWN, TapbackError, isTapbackError, type TapbackErrorCode } from '../model/errors';
import { type ProviderResponse, type ApiClient, type HttpRequest, type Transport, TransportError } from './types';
import type { Pacer } from './pacer';
import type { Api, Limits } from './api';

/** IO of the host. Core has no socket, clock, timer or randomness of its own. */
interface Io {
	transport: Transport;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Waits. If it rejects, the call rejects with the same error. */
	sleep: (ms: number) => Promise<void>;
	/** Returns a number from 0 to below 1, for the jitter of delays. */
	random: () => number;
}

/** Overrides the provider's limits for the requests of one client. */
export interface CallOptions {
	/** Timeout of one attempt, in milliseconds. Default: the provider's. */
	timeoutMs?: number;
	/** Maximum number of attempts after a failure or without a response. Default: the provider's. */
	attempts?: number;
}

/** What a host provides for requests to one account of a provider. */
export interface Connection extends Io, CallOptions {
	baseUrl: string;
	/**
	 * Identifies the account, e.g. a digest of the Base URL and the credential. State that is stored for one account is never
	 * used for another. A host with a single account may omit it.
	 */
	account?: string;
	/** Texts that are replaced by [hidden] in every error, because a provider may repeat a key in its response. */
	secrets: readonly string[];
	pacer: Pacer;
}

/** If the provider asks for a longer pause, the call fails instead. */
const LONGEST_PAUSE_MS = 120_000;

/** Maximum number of attempts for a request that comes too early or too often. The provider didn't execute the earlier ones. */
const PATIENT_ATTEMPTS = 8;

/** Refusals that apply to earlier attempts, too: those can't have taken effect. */
const RULES_OUT_EARLIER: readonly TapbackErrorCode[] = ['TARGET_NOT_FOUND', 'TARGET_UNSUPPORTED'];

/**
 * Creates a function that performs requests to the provider, with retries. A request that was not executed (429, "not ready
 * yet", connection refused) is always repeated; after a failure or without a response, only an idempotent one.
 * @throws TapbackError INVALID_INPUT if the Base URL is not an http or https URL. The returned function throws the error of
 * the last attempt. If an earlier attempt may have taken effect, the error has the code of that attempt.
 */
export function createApiClient(provider: Api, connection: Connection): ApiClient {
	const root = rootOf(connection.baseUrl);
	return async (request) => {
		let ambiguity: TapbackError | undefined;
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await connection.pacer.run(async () => await tryOnce(provider, connection, root, request));
			} catch (error) {
				const failure = redacted(toTapbackError(provider, request, error), connection.secrets);
				const delayMs = delayBeforeRetry({ failure, request, attempt, limits: limitsOf(provider, connection), random: connection.random });
				if (delayMs === undefined) throw withAmbiguity(failure, request, ambiguity);
				if (OUTCOME_UNKNOWN.includes(failure.code)) ambiguity = failure;
				if (failure.code === 'RATE_LIMITED') connection.pacer.slowDown(delayMs);
				await connection.sleep(delayMs);
			}
		}
	};
}

async function tryOnce(
	provider: Api,
	connection: Connection,
	root: string,
	{ method, path, query, headers, body }: HttpRequest,
): Promise<ProviderResponse> {
	const { timeoutMs } = limitsOf(provider, connection);
	const response = await connection.transport({ method, url: root + path, query: query ?? {}, headers, body, timeoutMs });
	return readResponse(provider, response, connection.now(), path);
}

function limitsOf({ limits }: Api, { timeoutMs = limits.timeoutMs, attempts = limits.attempts }: CallOptions): Limits {
	return { ...limits, timeoutMs, attempts };
}

function rootOf(baseUrl: string): string {
	const isHttp = /^https?:\/\/[^\s/?#][^\s?#]*$/.test(baseUrl);
	if (isHttp) return withoutSlashes(baseUrl);
	throw new TapbackError(
		'INVALID_INPUT',
		'The Base URL in the credential must start with https:// or http:// and have no query. Check the credential.',
		{ field: 'baseUrl' },
	);
}

/** Removes trailing slashes. A regular expression would take quadratic time. */
function withoutSlashes(url: string): string {
	let end = url.length;
	while (url[end - 1] === '/') end -= 1;
	return url.slice(0, end);
}

function toTapbackError(provider: Api, { method, idempotent }: HttpRequest, error: unknown): TapbackError {
	if (isTapbackError(error)) return error;
	if (!(error instanceof TransportError)) throw error;
	if (error.reached === 'no') {
		return new TapbackError(
			'NOT_REACHED',
			`${provider.name} could not be reached: ${error.message}. Check the Base URL in the credential and the network.`,
			{ cause: error },
		);
	}
	const mayHaveActed = `It may or may not have acted on the request${idempotent ? '; trying again does no harm' : ''}.`;
	return new TapbackError(
		'NO_ANSWER',
		`${provider.name} sent no complete response: ${error.message}. ${method === 'GET' ? 'Try again later.' : mayHaveActed}`,
		{ cause: error },
	);
}

function withAmbiguity(failure: TapbackError, { method }: HttpRequest, ambiguity: TapbackError | undefined): TapbackError {
	const isCertain = [...OUTCOME_UNKNOWN, ...RULES_OUT_EARLIER].includes(failure.code);
	if (ambiguity === undefined || method === 'GET' || isCertain) return failure;
	const message = `${failure.message} An earlier attempt may have taken effect all the same: ${ambiguity.message}`;
	return new TapbackError(ambiguity.code, message, failure.details);
}

function delayBeforeRetry(options: {
	failure: TapbackError;
	request: HttpRequest;
	attempt: number;
	limits: Limits;
	random: () => number;
}): number | undefined {
	const { failure, request, attempt, limits, random } = options;
	if (attempt >= attemptsFor(failure, request, limits)) return undefined;
	const doubled = Math.min(limits.longestDelayMs, limits.firstDelayMs * 2 ** (attempt - 1));
	const jittered = doubled * (0.75 + random() / 2);
	const delayMs = Math.max(jittered, failure.details.retryAfterMs ?? 0);
	return delayMs > LONGEST_PAUSE_MS ? undefined : delayMs;
}

function attemptsFor({ code }: TapbackError, request: HttpRequest, limits: Limits): number {
	switch (code) {
		case 'RATE_LIMITED':
			return PATIENT_ATTEMPTS;
		case 'TARGET_NOT_READY':
			return limits.notReadyAttempts ?? PATIENT_ATTEMPTS;
		case 'NOT_REACHED':
			return limits.attempts;
		case 'PROVIDER_FAILED':
		case 'NO_ANSWER':
		case 'BAD_ANSWER':
			return request.idempotent ? limits.attempts : 1;
		default:
			return 1;
	}
}

function redacted(error: TapbackError, secrets: readonly string[]): TapbackError {
	// The longest first, because a secret may start with another secret.
	const longestFirst = secrets.filter((secret) => secret.length > 3).sort((a, b) => b.length - a.length);
	const hide = (text: string) => longestFirst.reduce((redactedText, secret) => redactedText.split(secret).join('[hidden]'), text);
	const { providerMessage, providerCode, traceId } = error.details;
	const isClean = [error.message, providerMessage, providerCode, traceId].every((text) => text === undefined || hide(text) === text);
	if (isClean) return error;
	return new TapbackError(error.code, hide(error.message), {
		...error.details,
		cause: undefined,
		providerMessage: providerMessage && hide(providerMessage),
		providerCode: providerCode && hide(providerCode),
		traceId: traceId && hide(traceId),
	});
}
