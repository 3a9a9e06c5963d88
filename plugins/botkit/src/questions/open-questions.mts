import { randomUUID } from 'node:crypto';

import { applyEvent, createBoundedMap, nextDeadline, type QuestionEvent } from '../../../../core/index.ts';
import { ASKED_FIELD, ask, askedFieldSchema, parseAsked, type Asked } from './asked.mts';
import { isClosed, type ClosedQuestion, type StoredQuestion } from '../storage/question-store.mts';
import type { Reference } from '../options/types.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Sent } from '../outbound/watch-sent.mts';
import type { StorageRing } from '../storage/storage-ring.mts';

/** The questions that wait for a tapback: in the storage, and in memory for when that fails. */
export interface Questions {
	/** Notes a question that was sent, in the dialog's own record of it, too. */
	open(sent: Sent): Opened | undefined;
	/** Applies what happened to a question. `inTurn`: in the turn of who was asked. */
	apply(key: string, event: QuestionEvent, inTurn?: InTurn): Promise<Applied>;
	/** The known question that something of anybody would count for, wherever it was asked; never a choice between several. */
	keyOf(event: QuestionEvent): Promise<string | undefined>;
	/** What is known of it in this process. */
	get(key: string): StoredQuestion | undefined;
	/** The same, and where it isn't known, what the storage has: an earlier process, or another one, asked. */
	recall(key: string): Promise<StoredQuestion | undefined>;
	/** All that the storage has. */
	load(): Promise<Array<[key: string, kept: StoredQuestion]>>;
	/** For one that is over: nothing answers it any more, in any process. */
	close(key: string): Promise<void>;
}

export interface Opened {
	key: string;
	until: number | null;
}

/** What became of a question. */
export interface Applied {
	/** It was an answer, or took one back. */
	counted: boolean;
	/** This settled it: said once. */
	isSettled: boolean;
	/** When to come again with a tick. */
	until: number | null;
}

/** By which a question is made anew that isn't kept any more. */
export interface InTurn {
	asked: Asked;
	text: string | undefined;
	reference: Partial<Reference>;
}

export function createQuestions(ring: StorageRing<StoredQuestion | ClosedQuestion>, report: Report): Questions {
	const known = createBoundedMap<StoredQuestion>();
	/** Those of which the storage has less than the memory, because it failed. */
	const unsaved = createBoundedMap<true>();
	/** The dialog that waited with one may be read again before it is saved: its question isn't made anew. */
	const closed = createBoundedMap<true>();

	const questions: Questions = {
		open({ id, activity, reference }) {
			const { data } = askedFieldSchema.safeParse(activity.channelData?.[ASKED_FIELD]);
			if (data === undefined) return undefined;
			const key = id || randomUUID();
			// The dialog keeps the same channelData, and Botkit writes it at the end of the turn.
			activity.channelData[ASKED_FIELD] = { ...data, key };
			const kept = toStored({ asked: parseAsked(data), text: activity.text, reference }, id);
			known.set(key, kept);
			ring.put(key, kept).catch((error: unknown) => report('A question could not be kept for after a restart', error));
			return { key, until: nextDeadline(kept.question) };
		},
		async apply(key, event, inTurn) {
			const inMemory = known.get(key) ?? (inTurn && toStored(inTurn, key));
			let applied: Applied | undefined;
			const applyTo = (stored: StoredQuestion | ClosedQuestion | undefined): StoredQuestion | undefined => {
				const isOver = isClosed(stored) || closed.get(key);
				const before = isOver ? undefined : ((unsaved.get(key) ? undefined : stored) ?? inMemory);
				const { kept, ...rest } = before ? appliedTo(before, inTurn ? inTheirTurn(before, event) : event) : { kept: undefined, ...NOTHING };
				applied = rest;
				if (kept) known.set(key, kept);
				return kept;
			};
			try {
				await ring.update(key, applyTo);
				unsaved.delete(key);
			} catch (error) {
				report('An answer could not be kept for after a restart', error);
				if (applied === undefined) applyTo(undefined);
				unsaved.set(key, true);
			}
			return applied ?? NOTHING;
		},
		async keyOf(event) {
			const messageId = event.type === 'tapback' ? event.event.messageId : null;
			if (messageId !== null) return known.get(messageId) && wouldCount(await fresh(messageId), event) ? messageId : undefined;
			const [found, ...others] = [...known].filter(([, kept]) => wouldCount(kept, event));
			return others.length === 0 ? found?.[0] : undefined;
		},
		get: (key) => known.get(key),
		async recall(key) {
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
			await ring.put(key, { isClosed: true }).catch((error: unknown) => report('That a question is over could not be kept', error));
		},
	};
	return questions;

	/** Another process may have more. */
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

/** What settles a question only because time passed isn't its affair: that ends by a tick. */
function appliedTo(before: StoredQuestion, event: QuestionEvent): Applied & { kept: StoredQuestion | undefined } {
	// keyOf() chose this question among all that are open, or none.
	const chosen = event.type === 'tapback' ? { ...event, isOnlyMatch: true } : event;
	const { question, state, counted } = applyEvent(before.question, chosen, Date.now());
	const changes = counted || event.type === 'tick';
	const isSettled = changes && before.question.result === null && question.result !== null;
	const until = state.state === 'waiting' ? state.until : null;
	return { counted, isSettled, until, kept: counted || isSettled ? { ...before, question } : undefined };
}

function wouldCount(kept: StoredQuestion | undefined, event: QuestionEvent): boolean {
	const isForIt = kept && (kept.acceptsTextOfOthers || event.type !== 'message');
	return isForIt === true && appliedTo(kept, event).counted;
}

/** The conversation is kept by the user and by the place, so whose turn it is has been asked, and there. */
function inTheirTurn(kept: StoredQuestion, event: QuestionEvent): QuestionEvent {
	const seen = kept.isForAsked ? ofAsked(kept, event) : event;
	if (seen.type === 'tapback') return { ...seen, event: { ...seen.event, conversationId: null } };
	const { conversationId } = kept.question;
	return seen.type === 'message' ? { ...seen, message: { ...seen.message, conversationId } } : seen;
}

function ofAsked({ question }: StoredQuestion, event: QuestionEvent): QuestionEvent {
	const { from } = question.rules;
	const [actor = null] = from === 'anyone' ? [] : from;
	if (actor === null || event.type === 'tick') return event;
	return event.type === 'tapback' ? { ...event, event: { ...event.event, actor } } : { ...event, message: { ...event.message, actor } };
}
