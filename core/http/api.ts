import type { TapbackErrorCode } from '../model/errors';
import type { HintKey } from '../model/hints';
import type { CredentialSpec } from './credential';

/** What an error response of a provider contains. */
export interface ProviderError {
	message?: string;
	code?: string;
	traceId?: string;
	retryAfterSeconds?: number;
}

/** What an error response means, and what the user can do. The first rule that matches applies. */
export interface ErrorRule {
	status: number;
	/** Matches the path of the request. */
	path?: RegExp;
	providerCode?: string;
	/** Matches the provider's message. Of several expressions, all must match. */
	match?: RegExp | readonly RegExp[];
	code: TapbackErrorCode;
	hint: string;
	/** A second hint, which each host words itself. */
	hintKey?: HintKey;
}

/** Reads a provider's error responses. */
export interface ErrorCodec {
	/** Returns `undefined` if the body reports no error. Also called for 2xx responses. */
	read(json: unknown): ProviderError | undefined;
	rules: readonly ErrorRule[];
}

/** Limits for the requests to a provider. */
export interface Limits {
	/** Maximum number of requests at the same time. */
	concurrent: number;
	timeoutMs: number;
	/** Maximum number of attempts after a failure or without a response. A request that comes too often (429) has up to 8. */
	attempts: number;
	/** Delay before the second attempt. Each further delay is twice as long, up to `longestDelayMs`. */
	firstDelayMs: number;
	longestDelayMs: number;
	/** Maximum number of attempts while the response is TARGET_NOT_READY. Default: 8. */
	notReadyAttempts?: number;
}

/** The part of a provider that requests to its API need. */
export interface Api {
	id: string;
	name: string;
	defaultBaseUrl: string;
	credential: CredentialSpec;
	limits: Limits;
	errors: ErrorCodec;
}

/** The rule for a refused key. `authentication` names the fields of the credential, for the hint. */
export function authenticationRule(authentication: string): ErrorRule {
	return { status: 401, code: 'AUTH_FAILED', hint: `Check ${authentication} in the credential.` };
}

/** Rules for sending a message that are the same for every provider. */
export function messageErrorRules(authentication: string): ErrorRule[] {
	return [
		authenticationRule(authentication),
		{
			status: 404,
			code: 'TARGET_NOT_FOUND',
			hint: 'Check the conversation or the recipient, and that the line belongs to this account.',
		},
	];
}
