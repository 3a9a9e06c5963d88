import type { TapbackErrorCode } from '../model/errors';
import type { Remedy } from '../model/hints';
import type { CredentialSpec } from './credential';

/** What an error envelope of the provider says. */
export interface Fault {
	message?: string;
	code?: string;
	traceId?: string;
	retryAfterSeconds?: number;
}

/** Says what a status, with a code or text where those tell it apart, means and what the user can do. First match wins. */
export interface FaultRule {
	status: number;
	/** Only for a request whose path fits. */
	path?: RegExp;
	code?: string;
	/** All of them. */
	says?: RegExp | readonly RegExp[];
	means: TapbackErrorCode;
	advice: string;
	/** What can be done besides, in the host's words. */
	remedy?: Remedy;
}

export interface FaultCodec {
	/** `undefined` where the body is no error envelope; asked for 2xx answers, too. */
	read(json: unknown): Fault | undefined;
	rules: readonly FaultRule[];
}

export interface Limits {
	/** Requests in flight at once. */
	concurrent: number;
	timeoutMs: number;
	/** Attempts of one request in all, and the delay before the second; it doubles up to `longestDelayMs`. */
	attempts: number;
	firstDelayMs: number;
	longestDelayMs: number;
	/** Attempts in all while the target is not ready; eight where nothing is said. */
	notReadyAttempts?: number;
}

/** What a request to a provider's API needs to know of the provider. */
export interface Api {
	id: string;
	name: string;
	defaultBaseUrl: string;
	credential: CredentialSpec;
	limits: Limits;
	faults: FaultCodec;
}

/** What the same statuses mean for every provider's messages. */
export function messageFaultRules(authentication: string): FaultRule[] {
	return [
		{ status: 401, means: 'AUTH_FAILED', advice: `Check ${authentication} in the credential.` },
		{
			status: 404,
			means: 'TARGET_NOT_FOUND',
			advice: 'Check the conversation or the recipient, and that the line belongs to this account.',
		},
	];
}
