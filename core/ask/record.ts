import { changeOf } from '../state/changes';
import { EMPTY_HISTORY, MOST_CHANGES, recordChange } from '../state/tapback-history';
import type { AnsweringMessage, AnsweringTapback } from './events';
import { answererOf, isMessageForQuestion, isTapbackOnQuestion } from './match';
import { isUnclearText, meaningOfText } from './meaning';
import type { Question, Reply } from './question';
import { MOST_PEOPLE } from './rules';

/** Maximum number of recorded tapbacks, and of texts. Further people are not recorded. */
const MOST_ENTRIES = 4 * MOST_PEOPLE;

/** Adds a tapback to a question; `undefined` if the tapback doesn't count for it. */
export function recordTapback(
	question: Question,
	{ event, isOnlyMatch = false }: { event: AnsweringTapback; isOnlyMatch?: boolean },
): Question | undefined {
	const actor = answererOf(question.rules, event);
	// Stickers don't count, because it isn't known whether a person can have a sticker and another tapback.
	if (actor === undefined || event.reaction === 'sticker' || !isTapbackOnQuestion(question, event, { isOnlyMatch })) return undefined;
	const partIndex = event.partIndex ?? 0;
	const isHere = (tap: { actor: string; partIndex: number }) => tap.actor === actor && tap.partIndex === partIndex;
	const recorded = recordChange(question.taps.find(isHere) ?? EMPTY_HISTORY, changeOf(asVote(event)), MOST_CHANGES);
	if (recorded === undefined) return undefined;
	const others = question.taps.filter((tap) => !isHere(tap));
	return others.length >= MOST_ENTRIES ? undefined : { ...question, taps: [...others, { actor, partIndex, ...recorded.history }] };
}

/**
 * Turns a text with two readings, such as `Gostou de “…”`, into a removal: it is no vote, but it replaced the person's
 * earlier tapback in either reading.
 */
function asVote(event: AnsweringTapback): AnsweringTapback {
	return event.target !== null && event.reaction === 'unknown' ? { ...event, action: 'removed' } : event;
}

/** Adds a text that answers a question; `undefined` if the text doesn't answer it, or the person has a newer one. */
export function recordMessage(question: Question, message: AnsweringMessage): Question | undefined {
	const actor = answererOf(question.rules, message);
	// The text is read last, because that takes the longest.
	if (actor === undefined || !isMessageForQuestion(question, message)) return undefined;
	if (meaningOfText(question.rules, message.text) === undefined) return undefined;
	const { eventId, text, occurredAt, receivedAt } = message;
	const reply: Reply = { actor, eventId, text, at: Date.parse(occurredAt ?? receivedAt) };
	const others = question.replies.filter((other) => other.actor !== actor);
	const earlier = question.replies.find((other) => other.actor === actor);
	if (earlier !== undefined && (earlier.at - reply.at || (earlier.eventId < reply.eventId ? -1 : 1)) > 0) return undefined;
	return others.length >= MOST_ENTRIES ? undefined : { ...question, replies: [...others, reply] };
}

/** Whether somebody who was asked wrote to the question a text that can't be read as an answer. */
export function isUnclearMessage(question: Question, message: AnsweringMessage): boolean {
	const { rules } = question;
	return answererOf(rules, message) !== undefined && isMessageForQuestion(question, message) && isUnclearText(rules, message.text);
}
