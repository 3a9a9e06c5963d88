import { randomUUID } from 'node:crypto';

import { applyEvent, createBoundedMap, nextDeadline, plainMessageId, type QuestionEvent } from '../../../../core/index.ts';
import { ASKED_FIELD, ask, askedFieldSchema, parseAsked, type Asked } from './asked.mts';
import { isClosed, type ClosedQuestion, type StoredQuestion } from '../storage/question-store.mts';
import type { Reference } from '../options/types.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Sent } from '../outbound/watch-sent.mts';
import type { StorageRing } from '../storage/storage-ring.mts';

/** The open questions: in the storage, and in memory for the case that the storage fails. */
export interface Questions {
	/** Stores a question that was sent, and writes its key into the dialog's state. `undefined` if the activity is no question. */
	open(sent: Sent): Opened | undefined;
	/** Applies an event to a question. `inTurn`: given if it happened in the turn of the person who was asked. */
	apply(key: string, event: QuestionEvent, inTurn?: InTurn): Promise<Applied>;
	/** The only known question for which the event would count, in any conversation; `undefined` if there are several. */
	keyOf(event: QuestionEvent): Promise<string | undefined>;
	/** The question, from this process's memory. */
	get(key: string): StoredQuestion | undefined;
	/** The question, from memory or else from the storage, because another process may have asked it. */
	recall(messageId: string): Promise<StoredQuestion | undefined>;
	/** Loads all open questions of the storage. */
	load(): Promise<Array<[key: string, stored: StoredQuestion]>>;
	/** Closes a question that is over, so that no answer counts any more, in any process. */
	close(key: string): Promise<void>;
}

/** A question that was stored. */
export interface Opened {
	key: string;
	/** When its next deadline is, in milliseconds since 1970; `null` if it has none. */
	until: number | null;
}

/** What an event changed. */
export interface Applied {
	/** Whether it was an answer, or took one back. */
	counted: boolean;
	/** Whether this event settled the question. True once for each question. */
	isSettled: boolean;
	/** When to apply the next tick, in milliseconds since 1970; `null` for none. */
	until: number | null;
}

/** From a conversation's state: enough to create a question again that is no longer stored. */
export interface InTurn {
	asked: Asked;
	text: string | undefined;
	reference: Partial<Reference>;
}

export function createQuestions(ring: StorageRing<StoredQuestion | ClosedQuestion>, report: Report): Questions {
	const known = createBoundedMap<StoredQuestion>();
	/** Questions that are newer in memory than in the storage, because a write failed. */
	const unsaved = createBoundedMap<true>();
	/** Closed questions. A dialog that is read again before it was saved must not create its question again. */
	const closed = createBoundedMap<true>();

	const questions: Questions = {
		open({ id, activity, reference }) {
			const { data } = askedFieldSchema.safeParse(activity.channelData?.[ASKED_FIELD]);
			if (data === undefined) return undefined;
			const key = id ? plainMessageId(id) : randomUUID();
			// The dialog's state holds the same channelData object, and Botkit saves it at the end of the turn.
			activity.channelData[ASKED_FIELD] = { ...data, key };
			const kept = toStored({ asked: parseAsked(data), text: activity.text, reference }, id);
			known.set(key, kept);
			ring.put(key, kept).catch((error: unknown) => report('A question could not be stored', error));
			return { key, until: nextDeadline(kept.question) };
		},
		async apply(key, event, inTurn) {
			const inMemory = known.get(key) ?? (inTurn && toStored(inTurn, key));
			let applied: Applied | undefined;
			const applyTo = (stored: StoredQuestion | ClosedQuestion | undefined): StoredQuestion | undefined => {
				const isOver = isClosed(stored) || closed.get(key);
				const before = isOver ? undefined : ((unsaved.get(key) ? undefined : stored) ?? inMemory);
				const { kept, ...rest } = before ? appliedTo(before, inTurn ? asOfAsked(before, event) : event) : { kept: undefined, ...NOTHING };
				applied = rest;
				if (kept) known.set(key, kept);
				return kept;
			};
			try {
				await ring.update(key, applyTo);
				unsaved.delete(key);
			} catch (error) {
				report('An answer could not be stored', error);
				if (applied === undefined) applyTo(undefined);
				unsaved.set(key, true);
			}
			return applied ?? NOTHING;
		},
		async keyOf(event) {
			const messageId = event.type === 'tapback' ? event.event.messageId : null;
			if (messageId !== null) {
				const key = plainMessageId(messageId);
				return known.get(key) && wouldCount(await fresh(key), event) ? key : undefined;
			}
			const [found, ...others] = [...known].filter(([, kept]) => wouldCount(kept, event));
			return others.length === 0 ? found?.[0] : undefined;
		},
		get: (key) => known.get(key),
		async recall(messageId) {
			const key = plainMessageId(messageId);
			return known.get(key) ?? (await fresh(key));
		},
		async load() {
			const all = (await ring.entries()).flatMap(([key, kept]): Array<[string, StoredQuestion]> => (isClosed(kept) ? [] : [[key, kept]]));
			for (const [key, kept] of all) known.set(key, kept);
			return all;
		},
		async close(key) {
			closed.set(key, true);
			known.delete(key);
			unsaved.delete(key);
			await ring.put(key, { isClosed: true }).catch((error: unknown) => report('The end of a question could not be stored', error));
		},
	};
	return questions;

	/** Reads the question from the storage, because another process may have applied more. */
	async function fresh(key: string): Promise<StoredQuestion | undefined> {
		const kept = unsaved.get(key) ? undefined : await ring.get(key);
		if (isClosed(kept)) known.delete(key);
		if (kept === undefined || isClosed(kept) || closed.get(key)) return known.get(key);
		known.set(key, kept);
		return kept;
	}
}

const NOTHING: Applied = { counted: false, isSettled: false, until: null };

function toStored({ asked, text, reference }: InTurn, messageId: string | undefined): StoredQuestion {
	const { isForAsked, acceptsTextOfOthers, answers } = asked;
	const to = { user: reference.user?.id, conversationId: reference.conversation?.id, messageId: messageId || undefined, text };
	return { reference, question: ask(asked, to), isForAsked, acceptsTextOfOthers, answers };
}

/** Applies an event, unless only the time that passed changes the question: that is left to the next tick. */
function appliedTo(before: StoredQuestion, event: QuestionEvent): Applied & { kept: StoredQuestion | undefined } {
	// keyOf() gives a question only if it is the only match.
	const chosen = event.type === 'tapback' ? { ...event, isOnlyMatch: true } : event;
	const { question, state, counted } = applyEvent(before.question, chosen, Date.now());
	const changes = counted || event.type === 'tick';
	const isSettled = changes && before.question.result === null && question.result !== null;
	const until = state.state === 'waiting' ? state.until : null;
	return { counted, isSettled, until, kept: counted || isSettled ? { ...before, question } : undefined };
}

function wouldCount(kept: StoredQuestion | undefined, event: QuestionEvent): boolean {
	const isForIt = kept && (kept.acceptsTextOfOthers || event.type !== 'message') && !isQuoteElsewhere(kept, event);
	return isForIt === true && appliedTo(kept, event).counted;
}

/** Whether a tapback only quotes its message and comes from a conversation of two, which has no id, but the question is in a group. */
function isQuoteElsewhere({ reference }: StoredQuestion, event: QuestionEvent): boolean {
	const isQuote = event.type === 'tapback' && event.event.messageId === null && event.event.conversationId === null;
	return isQuote && reference.conversation?.isGroup === true;
}

/**
 * Gives the event the question's conversation, and its person if only that person may answer. Botkit loads a conversation by
 * user and place, so in this turn both are the ones that were asked, even if the event has other ids for them.
 */
function asOfAsked(kept: StoredQuestion, event: QuestionEvent): QuestionEvent {
	const seen = kept.isForAsked ? withActor(kept, event) : event;
	if (seen.type === 'tapback') return { ...seen, event: { ...seen.event, conversationId: null } };
	const { conversationId } = kept.question;
	return seen.type === 'message' ? { ...seen, message: { ...seen.message, conversationId } } : seen;
}

function withActor({ question }: StoredQuestion, event: QuestionEvent): QuestionEvent {
	const { from } = question.rules;
	const [actor = null] = from === 'anyone' ? [] : from;
	if (actor === null || event.type === 'tick') return event;
	return event.type === 'tapback' ? { ...event, event: { ...event.event, actor } } : { ...event, message: { ...event.message, actor } };
}
