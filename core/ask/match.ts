import { plainAddress } from '../model/address';
import { isSameMessageId } from '../model/target';
import { matchQuote } from '../webhook/quote';
import type { AnsweringMessage, AnsweringTapback, QuestionEvent } from './events';
import type { Question } from './question';
import { isDecidedByFirst, type AskRules } from './rules';
import { SOMEBODY } from './votes';

/** Tolerance for the difference between the provider's clock and ours. */
const CLOCK_TOLERANCE_MS = 10_000;

/**
 * Returns the indexes of the questions that an event may answer, and that the person of the event was asked. An event without a
 * message id, or a text that is no inline reply, answers none if it fits several, because it isn't known which question is
 * meant. If `questions` are all open questions of the host, it may apply the event with `isOnlyMatch`.
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
	const { rules } = question;
	if (answererOf(rules, event.type === 'tapback' ? event.event : event.message) === undefined) return false;
	if (event.type === 'tapback') return isTapbackOnQuestion(question, event.event, { isOnlyMatch: true });
	return rules.text !== 'ignore' && isMessageForQuestion(question, event.message);
}

/** The person who answers; `undefined` for our own events, and for people who weren't asked. */
export function answererOf(rules: AskRules, { actor, isFromMe }: { actor: string | null; isFromMe: boolean }): string | undefined {
	if (isFromMe) return undefined;
	const { from } = rules;
	// With a quorum above one, a vote without an actor could be a second vote by the same person.
	if (actor === null) return from === 'anyone' && isDecidedByFirst(rules) ? SOMEBODY : undefined;
	const plain = plainAddress(actor);
	return from === 'anyone' || from.includes(plain) ? plain : undefined;
}

/**
 * Whether a tapback is on the message of the question. A tapback with a message id is compared by the id; one that quotes its
 * target, by the quote, and it must have a time after the question. A cut quote counts only with `isOnlyMatch`.
 */
export function isTapbackOnQuestion(question: Question, event: AnsweringTapback, { isOnlyMatch }: { isOnlyMatch: boolean }): boolean {
	const { messageId, partIndex } = question;
	if (event.messageId !== null) {
		const isSame = messageId !== null && isSameMessageId(event.messageId, messageId);
		return isSame && (partIndex === null || partIndex === (event.partIndex ?? 0));
	}
	const { text, conversationId } = question;
	const match = text === null || event.target === null || event.target.isAttachment ? undefined : matchQuote(event.target.text, text);
	if (match === undefined || (match === 'cut' && !isOnlyMatch)) return false;
	// The same question may have been asked before. Without a time it isn't known which message was tapped.
	if (event.occurredAt === null || isOlder(question, event.occurredAt)) return false;
	return conversationId === null || event.conversationId === null || isSameMessageId(conversationId, event.conversationId);
}

/** Whether a text is an inline reply to the question, or was written in its conversation after the question. */
export function isMessageForQuestion(question: Question, message: AnsweringMessage): boolean {
	const { replyTo, occurredAt, receivedAt } = message;
	if (isOlder(question, occurredAt ?? receivedAt)) return false;
	const { messageId, conversationId } = question;
	if (replyTo !== null) return messageId !== null && isSameMessageId(replyTo.messageId, messageId);
	return conversationId !== null && message.conversationId !== null && isSameMessageId(message.conversationId, conversationId);
}

function isOlder({ askedAt }: Question, occurredAt: string): boolean {
	return Date.parse(occurredAt) < askedAt - CLOCK_TOLERANCE_MS;
}
