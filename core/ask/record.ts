import { plainAddress } from '../address';
import type { TapbackEvent } from '../event';
import { changeOf } from '../live-set/changes';
import { EMPTY_SLOT, MOST_CHANGES, noteChange } from '../live-set/slot';
import type { InboundMessage } from '../message';
import { isSameMessageId } from '../target';
import { matchQuote } from '../webhook/quote';
import { meaningOfText } from './meaning';
import type { Question, Reply } from './question';
import { MOST_PEOPLE, type AskRules } from './rules';
import { SOMEBODY } from './votes';

/** Of a tapback that came in, what counts here. */
export type AnsweringTapback = Pick<
	TapbackEvent,
	| 'eventId'
	| 'action'
	| 'reaction'
	| 'emoji'
	| 'messageId'
	| 'partIndex'
	| 'actor'
	| 'isFromMe'
	| 'conversationId'
	| 'occurredAt'
	| 'receivedAt'
	| 'target'
>;

/** Of a message that came in, what counts here. */
export type AnsweringMessage = Pick<
	InboundMessage,
	'eventId' | 'text' | 'actor' | 'isFromMe' | 'conversationId' | 'replyTo' | 'occurredAt' | 'receivedAt'
>;

/** Of taps, which may be on several parts, and of texts. What further people do is not noted. */
const MOST_ENTRIES = 4 * MOST_PEOPLE;

/** A text or a quote from this long before the question doesn't answer it. The provider's clock may differ from ours by less. */
const CLOCKS_APART_MS = 10_000;

/** The question with a tapback on it; `undefined` for one that isn't for it. */
export function recordTapback(
	question: Question,
	event: AnsweringTapback,
	{ isOnlyMatch = false }: { isOnlyMatch?: boolean | undefined } = {},
): Question | undefined {
	const actor = whoAnswers(question.rules, event);
	// Whether a person has a sticker beside another tapback isn't known.
	if (actor === undefined || event.reaction === 'sticker' || !fitsQuestion(question, event, { isOnlyMatch })) return undefined;
	const partIndex = event.partIndex ?? 0;
	const isHere = (tap: { actor: string; partIndex: number }) => tap.actor === actor && tap.partIndex === partIndex;
	const noted = noteChange(question.taps.find(isHere) ?? EMPTY_SLOT, changeOf(event), MOST_CHANGES);
	if (noted === undefined) return undefined;
	const others = question.taps.filter((tap) => !isHere(tap));
	return others.length >= MOST_ENTRIES ? undefined : { ...question, taps: [...others, { actor, partIndex, ...noted.slot }] };
}

/** The question with a text that answers it; `undefined` for one that doesn't. */
export function recordMessage(question: Question, message: AnsweringMessage): Question | undefined {
	const actor = whoAnswers(question.rules, message);
	const { eventId, text, occurredAt, receivedAt } = message;
	if (actor === undefined || meaningOfText(question.rules, text) === undefined || !isForQuestion(question, message)) return undefined;
	const reply: Reply = { actor, eventId, text, at: Date.parse(occurredAt ?? receivedAt) };
	if (reply.at < question.askedAt - CLOCKS_APART_MS) return undefined;
	const others = question.replies.filter((other) => other.actor !== actor);
	const mine = question.replies.find((other) => other.actor === actor);
	if (mine !== undefined && (mine.at - reply.at || (mine.eventId < reply.eventId ? -1 : 1)) > 0) return undefined;
	return others.length >= MOST_ENTRIES ? undefined : { ...question, replies: [...others, reply] };
}

/** Whose answer it is; `undefined` for our own, and for people who weren't asked. */
function whoAnswers({ from, quorum }: AskRules, { actor, isFromMe }: { actor: string | null; isFromMe: boolean }): string | undefined {
	if (isFromMe) return undefined;
	// Where several must agree, one of nobody known could be the second of the same person.
	if (actor === null) return from === 'anyone' && quorum.yes === 1 && quorum.no === 1 ? SOMEBODY : undefined;
	const plain = plainAddress(actor);
	return from === 'anyone' || from.includes(plain) ? plain : undefined;
}

/**
 * Whether a tapback is on the message that asks, by its id or by the text that it quotes. A quote may belong to an older
 * message of the same words, so it needs a time that isn't before the question. `isOnlyMatch`: no other open question
 * fits the quote, so it may be cut.
 */
export function fitsQuestion(question: Question, event: AnsweringTapback, { isOnlyMatch }: { isOnlyMatch: boolean }): boolean {
	const { messageId, partIndex, conversationId, text, askedAt } = question;
	if (event.messageId !== null) {
		const isHere = messageId !== null && isSameMessageId(event.messageId, messageId);
		return isHere && (partIndex === null || partIndex === (event.partIndex ?? 0));
	}
	if (text === null || event.target === null || event.occurredAt === null) return false;
	if (Date.parse(event.occurredAt) < askedAt - CLOCKS_APART_MS) return false;
	const match = matchQuote(event.target.text, text);
	if (match === undefined || (match === 'cut' && !isOnlyMatch)) return false;
	return conversationId === null || event.conversationId === null || conversationId === event.conversationId;
}

function isForQuestion({ messageId, conversationId }: Question, { replyTo, ...message }: AnsweringMessage): boolean {
	if (replyTo !== null) return messageId !== null && isSameMessageId(replyTo.messageId, messageId);
	return conversationId !== null && message.conversationId === conversationId;
}
