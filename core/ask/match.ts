import { isSameMessageId } from '../model/target';
import { matchQuote } from '../webhook/quote';
import type { AnsweringMessage, AnsweringTapback, QuestionEvent } from './events';
import type { Question } from './question';

/** The provider's clock and ours are never quite the same. */
const CLOCK_TOLERANCE_MS = 10_000;

/**
 * Which of these open questions an event may answer, by their indexes. A quote, or a text that replies to none of them in
 * particular, fits none where it fits several: whose answer it is can't be told. A host that gives every open question here may apply the event with `isOnlyMatch`.
 */
export function matchQuestions(questions: readonly Question[], event: QuestionEvent): number[] {
	const fits = questions.flatMap((question, index) => (isFor(question, event) ? index : []));
	return fits.length > 1 && !namesMessage(event) ? [] : fits;
}

function namesMessage(event: QuestionEvent): boolean {
	if (event.type === 'message') return event.message.replyTo !== null;
	return event.type === 'tapback' && event.event.messageId !== null;
}

function isFor(question: Question, event: QuestionEvent): boolean {
	if (event.type === 'tick' || question.result !== null) return false;
	if (event.type === 'tapback') return isTapbackOnQuestion(question, event.event, { isOnlyMatch: true });
	return question.rules.text !== 'ignore' && isMessageForQuestion(question, event.message);
}

/** By the id of the message; a tapback that came as text only quotes it, and must be younger than the question. `isOnlyMatch`: the quote may be cut. */
export function isTapbackOnQuestion(question: Question, event: AnsweringTapback, { isOnlyMatch }: { isOnlyMatch: boolean }): boolean {
	const { messageId, partIndex } = question;
	if (event.messageId !== null) {
		const isSame = messageId !== null && isSameMessageId(event.messageId, messageId);
		return isSame && (partIndex === null || partIndex === (event.partIndex ?? 0));
	}
	const { text, conversationId } = question;
	const match = text === null || event.target === null ? undefined : matchQuote(event.target.text, text);
	if (match === undefined || (match === 'cut' && !isOnlyMatch)) return false;
	// The same words may have been asked before: without a time it can't be told which message was tapped.
	if (event.occurredAt === null || isOlder(question, event.occurredAt)) return false;
	return conversationId === null || event.conversationId === null || conversationId === event.conversationId;
}

/** A text where the question was asked, or one that replies to it. */
export function isMessageForQuestion(question: Question, { replyTo, ...message }: AnsweringMessage): boolean {
	if (isOlder(question, message.occurredAt ?? message.receivedAt)) return false;
	const { messageId, conversationId } = question;
	if (replyTo !== null) return messageId !== null && isSameMessageId(replyTo.messageId, messageId);
	return conversationId !== null && message.conversationId === conversationId;
}

function isOlder({ askedAt }: Question, occurredAt: string): boolean {
	return Date.parse(occurredAt) < askedAt - CLOCK_TOLERANCE_MS;
}
