import { setTimeout as sleep } from 'node:timers/promises';

import { isTapbackError, type Outcome, type SendResult, type TapbackErrorCode } from '../../../core/index.ts';
import { OUTCOME_UNKNOWN } from '../../../core/model/errors.ts';

/** How a request of the user ended, in one word. */
export type Said = Outcome | TapbackErrorCode;

/** For a request that was given up to reach the vendor all the same. */
const LATE_MS = 5;

/** @throws every other error. */
export async function saidOf(attempt: Promise<SendResult>): Promise<Said> {
	const said = await attempt.then(({ outcome }): Said => outcome, codeOf);
	if (isDoubt(said)) await sleep(LATE_MS);
	return said;
}

/** It claims that what was asked for is so now. */
export function isDone(said: Said): boolean {
	return said === 'applied' || said === 'accepted' || said === 'unchanged';
}

/** It claims not to know whether the vendor acted. */
export function isDoubt(said: Said): boolean {
	return said === 'unknown' || OUTCOME_UNKNOWN.some((code) => code === said);
}

function codeOf(error: unknown): TapbackErrorCode {
	if (isTapbackError(error)) return error.code;
	throw error;
}
