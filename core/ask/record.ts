import { plainAddress } from '../model/address';
import { changeOf } from '../state/changes';
import { EMPTY_HISTORY, MOST_CHANGES, recordChange } from '../state/tapback-history';
import type { AnsweringMessage, AnsweringTapback } from './events';
import { isMessageForQuestion, isTapbackOnQuestion } from './match';
import { isUnclearText, meaningOfText } from './meaning';
import type { Question, Reply } from './question';
import { MOST_PEOPLE, isDecidedByFirst, type AskRules } from './rules';
import { SOMEBODY } from './votes';

/** Of taps, which may be on several parts, and of texts. What further people do is not recorded. */
const MOST_ENTRIES = 4 * MOST_PEOPLE;

/** The question with a tapback on it; `undefined` for one that isn't for it. */
export function recordTapback(
	question: Question,
	{ event, isOnlyMatch = false }: { event: AnsweringTapback; isOnlyMatch?: boolean },
): Question | undefined {
	const actor = answererOf(question.rules, event);
	// Whether a person has a sticker beside another tapback isn't known.
	if (actor === undefined || event.reaction === 'sticker' || !isTapbackOnQuestion(question, event, { isOnlyMatch })) return undefined;
	const partIndex = event.partIndex ?? 0;
	const isHere = (tap: { actor: string; partIndex: number }) => tap.actor === actor && tap.partIndex === partIndex;
	const recorded = recordChange(question.taps.find(isHere) ?? EMPTY_HISTORY, changeOf(asVote(event)), MOST_CHANGES);
	if (recorded === undefined) return undefined;
	const others = question.taps.filter((tap) => !isHere(tap));
	return others.length >= MOST_ENTRIES ? undefined : { ...question, taps: [...others, { actor, partIndex, ...recorded.slot }] };
}

/** A text with two readings, `Gostou de “…”`, is no vote and ends nothing. The tapback that it replaced is gone, whichever it means. */
function asVote(event: AnsweringTapback): AnsweringTapback {
	return event.target !== null && event.reaction === 'unknown' ? { ...event, action: 'removed' } : event;
}

/** The question with a text that answers it; `undefined` for one that doesn't. */
export function recordMessage(question: Question, message: AnsweringMessage): Question | undefined {
	const actor = answererOf(question.rules, message);
	if (actor === undefined || meaningOfText(question.rules, message.text) === undefined) return undefined;
	if (!isMessageForQuestion(question, message)) return undefined;
	const { eventId, text, occurredAt, receivedAt } = message;
	const reply: Reply = { actor, eventId, text, at: Date.parse(occurredAt ?? receivedAt) };
	const others = question.replies.filter((other) => other.actor !== actor);
	const mine = question.replies.find((other) => other.actor === actor);
	if (mine !== undefined && (mine.at - reply.at || (mine.eventId < reply.eventId ? -1 : 1)) > 0) return undefined;
	return others.length >= MOST_ENTRIES ? undefined : { ...question, replies: [...others, reply] };
}

/** Whether somebody who was asked wrote, where the question was asked, something that can't be read as an answer. */
export function isUnclearMessage(question: Question, message: AnsweringMessage): boolean {
	const { rules } = question;
	return answererOf(rules, message) !== undefined && isUnclearText(rules, message.text) && isMessageForQuestion(question, message);
}

/** Whose answer it is; `undefined` for our own, and for people who weren't asked. */
function answererOf(rules: AskRules, { actor, isFromMe }: { actor: string | null; isFromMe: boolean }): string | undefined {
	if (isFromMe) return undefined;
	const { from } = rules;
	// With a quorum above one, a vote of nobody known could be a second vote by the same person.
	if (actor === null) return from === 'anyone' && isDecidedByFirst(rules) ? SOMEBODY : undefined;
	const plain = plainAddress(actor);
	return from === 'anyone' || from.includes(plain) ? plain : undefined;
}
