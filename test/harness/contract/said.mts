import { setTimeout as sleep } from 'node:timers/promises';

import { isTapbackError, type Outcome, type SendResult, type TapbackErrorCode } from '../../../core/index.ts';
import { OUTCOME_UNKNOWN } from '../../../core/model/errors.ts';

/** How a request of the user ended, in one word. */
export type Said = Outcome | TapbackErrorCode;

/** Time for an aborted request to reach the vendor all the same. */
const LATE_MS = 5;

/** The outcome, or the code of the TapbackError. @throws every other error. */
export async function saidOf(attempt: Promise<SendResult>): Promise<Said> {
	const said = await attempt.then(({ outcome }): Said => outcome, codeOf);
	if (isDoubt(said)) await sleep(LATE_MS);
	return said;
}

/** Whether the outcome claims that the request took effect. */
export function isDone(said: Said): boolean {
	return said === 'applied' || said === 'accepted' || said === 'unchanged';
}

/** Whether the outcome claims that the effect is unknown. */
export function isDoubt(said: Said): boolean {
	return said === 'unknown' || OUTCOME_UNKNOWN.some((code) => code === said);
}

function codeOf(error: unknown): TapbackErrorCode {
	if (isTapbackError(error)) return error.code;
	throw error;
}
