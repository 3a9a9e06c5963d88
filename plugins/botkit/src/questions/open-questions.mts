import { randomUUID } from 'node:crypto';

import { applyEvent, type QuestionEvent } from '../../../../core/index.ts';
import { ASKED_FIELD, ask, askedFieldSchema, parseAsked, type Asked } from './asked.mts';
import { createBoundedMap } from '../storage/bounded-map.mts';
import { isClosed, type ClosedQuestion, type KeptQuestion } from '../storage/question-store.mts';
import type { Reference } from '../options/types.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Sent } from '../outbound/watch-sent.mts';
import type { StorageRing } from '../storage/storage-ring.mts';

/** The questions that wait for a tapback: in the storage, and in memory for when that fails. */
export interface Questions {
	/** Notes a question that was sent, in the dialog's own record of it, too. */
	open(sent: Sent): Opened | undefined;
	/** Tells a question what happened. `inTurn`: in the turn of who was asked. */
	tell(key: string, happening: QuestionEvent, inTurn?: InTurn): Promise<Told>;
	/** The known question that something of anybody would count for, wherever it was asked; never a choice between several. */
	keyOf(happening: QuestionEvent): Promise<string | undefined>;
	/** What is known of it in this process. */
	get(key: string): KeptQuestion | undefined;
	/** The same, and where it isn't known, what the storage has: an earlier process, or another one, asked. */
	recall(key: string): Promise<KeptQuestion | undefined>;
	/** All that the storage has. */
	load(): Promise<Array<[key: string, kept: KeptQuestion]>>;
	/** For one that is over: nothing answers it any more, in any process. */
	close(key: string): Promise<void>;
}

export interface Opened {
	key: string;
	until: number | null;
}

/** What became of a question. */
export interface Told {
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

export function createQuestions(ring: StorageRing<KeptQuestion | ClosedQuestion>, report: Report): Questions {
	const known = createBoundedMap<KeptQuestion>();
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
			const kept = keptOf({ asked: parseAsked(data), text: activity.text, reference }, id);
			known.set(key, kept);
			ring.put(key, kept).catch((error: unknown) => report('A question could not be kept for after a restart', error));
			return { key, until: untilOf(kept) };
		},
		async tell(key, happening, inTurn) {
			const inMemory = known.get(key) ?? (inTurn && keptOf(inTurn, key));
			let told: Told | undefined;
			const step = (stored: KeptQuestion | ClosedQuestion | undefined): KeptQuestion | undefined => {
				const isOver = isClosed(stored) || closed.get(key);
				const before = isOver ? undefined : ((unsaved.get(key) ? undefined : stored) ?? inMemory);
				const { kept, ...rest } = before
					? toldBy(before, inTurn ? inTheirTurn(before, happening) : happening)
					: { kept: undefined, ...NOTHING };
				told = rest;
				if (kept) known.set(key, kept);
				return kept;
			};
			try {
				await ring.update(key, step);
				unsaved.delete(key);
			} catch (error) {
				report('An answer could not be kept for after a restart', error);
				if (told === undefined) step(undefined);
				unsaved.set(key, true);
			}
			return told ?? NOTHING;
		},
		async keyOf(happening) {
			const messageId = happening.type === 'tapback' ? happening.event.messageId : null;
			if (messageId !== null) return known.get(messageId) && wouldCount(await fresh(messageId), happening) ? messageId : undefined;
			const [found, ...others] = [...known.entries()].filter(([, kept]) => wouldCount(kept, happening));
			return others.length === 0 ? found?.[0] : undefined;
		},
		get: (key) => known.get(key),
		async recall(key) {
			return known.get(key) ?? (await fresh(key));
		},
		async load() {
			const all = (await ring.entries()).flatMap(([key, kept]): Array<[string, KeptQuestion]> => (isClosed(kept) ? [] : [[key, kept]]));
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

	/** Another process may have heard of more. */
	async function fresh(key: string): Promise<KeptQuestion | undefined> {
		const kept = unsaved.get(key) ? undefined : await ring.get(key);
		if (isClosed(kept)) known.delete(key);
		if (kept === undefined || isClosed(kept) || closed.get(key)) return known.get(key);
		known.set(key, kept);
		return kept;
	}
}

const NOTHING: Told = { counted: false, isSettled: false, until: null };

function keptOf({ asked, text, reference }: InTurn, messageId: string | undefined): KeptQuestion {
	const { isForAsked, hearsOthers, answers } = asked;
	const to = { user: reference.user?.id, conversationId: reference.conversation?.id, messageId: messageId || undefined, text };
	return { reference, question: ask(asked, to), isForAsked, hearsOthers, answers };
}

/** What settles a question only because time passed isn't its affair: that ends by a tick. */
function toldBy(before: KeptQuestion, happening: QuestionEvent): Told & { kept: KeptQuestion | undefined } {
	// keyOf() chose this question among all that are open, or none.
	const event = happening.type === 'tapback' ? { ...happening, isOnlyMatch: true } : happening;
	const { question, state, counted } = applyEvent(before.question, event, Date.now());
	const changes = counted || happening.type === 'tick';
	const isSettled = changes && before.question.result === null && question.result !== null;
	const until = state.state === 'waiting' ? state.until : null;
	return { counted, isSettled, until, kept: counted || isSettled ? { ...before, question } : undefined };
}

/** When a question wants to be looked at, as it is kept. */
export function untilOf({ question }: KeptQuestion): number | null {
	const { state } = applyEvent(question, { type: 'tick' }, 0);
	return state.state === 'waiting' ? state.until : null;
}

function wouldCount(kept: KeptQuestion | undefined, happening: QuestionEvent): boolean {
	const isHeard = kept && (kept.hearsOthers || happening.type !== 'message');
	return isHeard === true && toldBy(kept, happening).counted;
}

/** The conversation is kept by the user and by the place, so whose turn it is has been asked, and there. */
function inTheirTurn(kept: KeptQuestion, happening: QuestionEvent): QuestionEvent {
	const heard = kept.isForAsked ? ofAsked(kept, happening) : happening;
	if (heard.type === 'tapback') return { ...heard, event: { ...heard.event, conversationId: null } };
	const { conversationId } = kept.question;
	return heard.type === 'message' ? { ...heard, message: { ...heard.message, conversationId } } : heard;
}

function ofAsked({ question }: KeptQuestion, happening: QuestionEvent): QuestionEvent {
	const { from } = question.rules;
	const [actor = null] = from === 'anyone' ? [] : from;
	if (actor === null || happening.type === 'tick') return happening;
	return happening.type === 'tapback'
		? { ...happening, event: { ...happening.event, actor } }
		: { ...happening, message: { ...happening.message, actor } };
}
