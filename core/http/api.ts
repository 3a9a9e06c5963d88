import type { TapbackErrorCode } from '../model/errors';
import type { HintKey } from '../model/hints';
import type { CredentialSpec } from './credential';

/** The content of a provider's error envelope. */
export interface ProviderError {
	message?: string;
	code?: string;
	traceId?: string;
	retryAfterSeconds?: number;
}

/** The meaning of a status, narrowed by a code or text, and what the user can do. The first match wins. */
export interface ErrorRule {
	status: number;
	/** Only for requests with such a path. */
	path?: RegExp;
	providerCode?: string;
	/** All of them. */
	match?: RegExp | readonly RegExp[];
	code: TapbackErrorCode;
	hint: string;
	/** A further hint, in the host's words. */
	hintKey?: HintKey;
}

export interface ErrorCodec {
	/** `undefined` if the body is no error envelope. Also called for 2xx responses. */
	read(json: unknown): ProviderError | undefined;
	rules: readonly ErrorRule[];
}

export interface Limits {
	/** Requests in flight at once. */
	concurrent: number;
	timeoutMs: number;
	/** Attempts of one request in all, and the delay before the second; it doubles up to `longestDelayMs`. */
	attempts: number;
	firstDelayMs: number;
	longestDelayMs: number;
	/** Attempts in all while the target is not ready. Default: eight. */
	notReadyAttempts?: number;
}

/** The part of a provider that a request to its API needs. */
export interface Api {
	id: string;
	name: string;
	defaultBaseUrl: string;
	credential: CredentialSpec;
	limits: Limits;
	errors: ErrorCodec;
}

/** For a key that the provider refuses. `authentication` names the fields of the credential. */
export function authenticationRule(authentication: string): ErrorRule {
	return { status: 401, code: 'AUTH_FAILED', hint: `Check ${authentication} in the credential.` };
}

/** Statuses with the same meaning for every provider's messages. */
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
