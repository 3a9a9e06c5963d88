import type { Question } from './question';
import { fitsQuestion, type AnsweringTapback } from './record';

/**
 * The indexes of the questions that a tapback is on. A message id may fit several questions. A quote fits one: if it
 * fits several open questions, it is ambiguous and fits none. A host that gives every open question here may apply
 * the event with `isOnlyMatch`.
 */
export function matchQuestions(questions: readonly Question[], event: AnsweringTapback): number[] {
	const indexes = questions.flatMap((question, index) =>
		question.result === null && fitsQuestion(question, event, { isOnlyMatch: true }) ? [index] : [],
	);
	return event.messageId === null && indexes.length > 1 ? [] : indexes;
}
