import type { HintKey } from './hints';

/**
 * Why something failed, as a closed list a program can act on.
 * Before the network: INVALID_INPUT, UNSUPPORTED, STATE_UNKNOWN.
 * The provider said no: AUTH_FAILED, NOT_ALLOWED, PAYMENT_REQUIRED, TARGET_NOT_FOUND, TARGET_NOT_READY,
 * TARGET_UNSUPPORTED, RATE_LIMITED, REFUSED. The provider broke or never answered: PROVIDER_FAILED,
 * BAD_ANSWER, NO_ANSWER, NOT_REACHED. Webhooks: WEBHOOK_CONFLICT, SECRET_MISSING, NOT_VERIFIED.
 */
export type TapbackErrorCode =
	| 'INVALID_INPUT'
	| 'UNSUPPORTED'
	| 'STATE_UNKNOWN'
	| 'AUTH_FAILED'
	| 'NOT_ALLOWED'
	| 'PAYMENT_REQUIRED'
	| 'TARGET_NOT_FOUND'
	| 'TARGET_NOT_READY'
	| 'TARGET_UNSUPPORTED'
	| 'RATE_LIMITED'
	| 'REFUSED'
	| 'PROVIDER_FAILED'
	| 'BAD_ANSWER'
	| 'NO_ANSWER'
	| 'NOT_REACHED'
	| 'WEBHOOK_CONFLICT'
	| 'SECRET_MISSING'
	| 'NOT_VERIFIED';

/** Codes after which nobody knows whether the provider acted. */
export const OUTCOME_UNKNOWN: readonly TapbackErrorCode[] = ['PROVIDER_FAILED', 'NO_ANSWER', 'BAD_ANSWER'];

export interface TapbackErrorDetails {
	cause?: unknown;
	/** HTTP status of the provider's answer. */
	status?: number;
	/** The provider's own error code and words, verbatim. */
	providerCode?: string;
	providerMessage?: string;
	retryAfterMs?: number;
	traceId?: string;
	/** The parameter that was wrong. */
	field?: string;
	/** What to do, which the message leaves to the host to say. */
	hintKey?: HintKey;
}

/** The one error of this module. `message` is for people: what, where, and what to do unless `hintKey` says it. It never holds a secret. */
export class TapbackError extends Error {
	constructor(
		readonly code: TapbackErrorCode,
		message: string,
		readonly details: TapbackErrorDetails = {},
	) {
		super(message, details.cause === undefined ? undefined : { cause: details.cause });
		this.name = 'TapbackError';
	}
}

export function isTapbackError(error: unknown): error is TapbackError {
	return error instanceof TapbackError;
}

/** For a value of the user's that is wrong. `field` is the parameter. */
export function invalidInput(field: string, message: string): TapbackError {
	return new TapbackError('INVALID_INPUT', message, { field });
}

/** For an answer that is JSON, but lacks what the call is documented to give. */
export function badAnswer(providerName: string, missing: string): TapbackError {
	return new TapbackError(
		'BAD_ANSWER',
		`${providerName}’s answer doesn’t hold ${missing}. Check the Base URL in the credential; if it is right, their API may have changed.`,
	);
}

/** For an answer that confirms something else than what was asked for. */
export function otherTapback(providerName: string): TapbackError {
	return new TapbackError(
		'BAD_ANSWER',
		`${providerName} confirmed another tapback than the one that was asked for. Look at the conversation to see which one is there.`,
	);
}
