import { isTapbackError, sentenceOf, type HintTexts } from '../../../core';
import { HINT_TEXTS } from './hint-texts';

/** An error in an item: a sentence, and the code to route by. Only our own errors have a code. */
export interface Failure {
	message: string;
	code: string | null;
}

export function failureOf(error: unknown, hintTexts: HintTexts = HINT_TEXTS): Failure {
	if (isTapbackError(error)) return { message: sentenceOf(error, hintTexts), code: error.code };
	return { message: error instanceof Error ? error.message : String(error), code: null };
}

/** The reason for a failure, for a line of the log. */
export function reasonOf(error: unknown, hintTexts: HintTexts = HINT_TEXTS): string {
	return isTapbackError(error) ? sentenceOf(error, hintTexts) : String(error);
}
