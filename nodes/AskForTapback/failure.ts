import { isTapbackError, sentenceOf } from '../../core';
import { ASK_REMEDIES } from './ask-remedies';
import type { Failure } from './room';

/** An error as it goes along in the waiting workflow. */
export function failureOf(error: unknown): Failure {
	if (isTapbackError(error)) return { message: sentenceOf(error, ASK_REMEDIES), code: error.code };
	return { message: error instanceof Error ? error.message : String(error), code: null };
}
