import type { HintKey } from './hints';

/**
 * The cause of an error, as a closed list for programs.
 * Nothing was sent: INVALID_INPUT, UNSUPPORTED, STATE_UNKNOWN.
 * The provider refused: AUTH_FAILED, NOT_ALLOWED, PAYMENT_REQUIRED, TARGET_NOT_FOUND, TARGET_NOT_READY,
 * TARGET_UNSUPPORTED, RATE_LIMITED, REFUSED.
 * The provider failed, or did not respond: PROVIDER_FAILED, BAD_ANSWER, NO_ANSWER, NOT_REACHED.
 * Webhooks: WEBHOOK_CONFLICT, SECRET_MISSING, NOT_VERIFIED.
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

/** Codes that leave open whether the provider executed the request. */
export const OUTCOME_UNKNOWN: readonly TapbackErrorCode[] = ['PROVIDER_FAILED', 'NO_ANSWER', 'BAD_ANSWER'];

/** Facts about an error, beside its code and message. */
export interface TapbackErrorDetails {
	cause?: unknown;
	/** HTTP status of the provider's response. */
	status?: number;
	/** The provider's own error code and message, verbatim. */
	providerCode?: string;
	providerMessage?: string;
	retryAfterMs?: number;
	traceId?: string;
	/** Name of the wrong parameter. */
	field?: string;
	/** What the user can do, if each host words it itself. */
	hintKey?: HintKey;
}

/**
 * The only error class of core. `message` is a sentence for people: what happened, where, and what to do, unless
 * `details.hintKey` names what to do. The message never contains a secret.
 */
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

/** Whether a caught value is a `TapbackError`. */
export function isTapbackError(error: unknown): error is TapbackError {
	return error instanceof TapbackError;
}

/** Creates an INVALID_INPUT error for a wrong value of the user. `field` is the name of the parameter. */
export function invalidInput(field: string, message: string): TapbackError {
	return new TapbackError('INVALID_INPUT', message, { field });
}

/** Creates the error for a JSON response that lacks a documented part. */
export function badAnswer(providerName: string, missing: string): TapbackError {
	return new TapbackError(
		'BAD_ANSWER',
		`${providerName}’s response doesn’t contain ${missing}. Check the Base URL in the credential; if it is right, their API may have changed.`,
	);
}

/** Creates the error for a response that confirms another tapback than the request asked for. */
export function otherTapback(providerName: string): TapbackError {
	return new TapbackError(
		'BAD_ANSWER',
		`${providerName} confirmed a different tapback than requested. Look at the conversation to see which one is there.`,
	);
}
