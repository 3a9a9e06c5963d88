import { isTapbackError, sentenceOf, type HintTexts } from '../../../core';
import { REMEDIES } from './remedies';

/** An error as an item holds it: a sentence, and the code to route by, which only our own errors have. */
export interface Failure {
	message: string;
	code: string | null;
}

export function failureOf(error: unknown, remedies: HintTexts = REMEDIES): Failure {
	if (isTapbackError(error)) return { message: sentenceOf(error, remedies), code: error.code };
	return { message: error instanceof Error ? error.message : String(error), code: null };
}

/** Why something failed, for a line of the log. */
export function reasonOf(error: unknown, remedies: HintTexts = REMEDIES): string {
	return isTapbackError(error) ? sentenceOf(error, remedies) : String(error);
}
