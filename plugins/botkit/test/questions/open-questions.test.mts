import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import type { QuestionEvent } from '../../../../core/index.ts';
import { ASKED_FIELD, checkAsked, formatAsked, type AskedOptions } from '../../src/questions/asked.mts';
import { createQuestionStore } from '../../src/storage/question-store.mts';
import { createQuestions, type Questions } from '../../src/questions/open-questions.mts';
import type { Sent } from '../../src/outbound/watch-sent.mts';

const ANN = '+12025550101';
const BOB = '+12025550102';
const reference = { conversation: { id: 'c1', isGroup: true, name: '', conversationType: '' }, user: { id: ANN, name: '' } };
const report = (what: string, error: unknown) => {
	throw new Error(what, { cause: error });
};

/** One process of several on one storage. */
function process(storage = new MemoryStorage()): Questions {
	return createQuestions(
		createQuestionStore('madeup', () => storage),
		report,
	);
}

function sent(options: AskedOptions): Sent {
	const channelData = { [ASKED_FIELD]: formatAsked(checkAsked(options)) };
	return { id: 'm1', activity: { text: 'Shall I?', channelData }, reference, context: {} };
}

let count = 0;
function tapped(actor: string): QuestionEvent {
	count += 1;
	const kind = { eventId: `e${count}`, action: 'added', reaction: 'like', emoji: '👍' } as const;
	const place = { messageId: 'm1', partIndex: null, conversationId: 'c1', target: null };
	return { type: 'tapback', event: { ...kind, ...place, actor, isFromMe: false, occurredAt: null, receivedAt: new Date().toISOString() } };
}

async function later(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('an open question', () => {
	it('is settled once, whoever looks at the clock', async () => {
		const storage = new MemoryStorage();
		const [one, other] = [process(storage), process(storage)];
		one.open(sent({ deadlineMs: 1 }));
		await later();
		await other.load();
		const told = await Promise.all([one, other, one].map(async (each) => await each.apply('m1', { type: 'tick' })));
		expect(told.map(({ isSettled }) => isSettled)).toEqual([true, false, false]);
	});

	it('has the votes that came to any of several processes', async () => {
		const storage = new MemoryStorage();
		const [one, other] = [process(storage), process(storage)];
		one.open(sent({ from: 'anyone', quorum: { yes: 2 } }));
		await later();
		expect(await other.recall('m1')).toBeDefined();
		expect(await other.apply('m1', tapped(BOB))).toMatchObject({ counted: true, isSettled: false });
		expect(await one.apply('m1', tapped(ANN))).toMatchObject({ counted: true, isSettled: true });
		expect(one.get('m1')?.question.result?.votes.map(({ actor }) => actor)).toEqual([BOB, ANN]);
	});

	it('is found for what would count, and not for what wouldn’t', async () => {
		const questions = process();
		questions.open(sent({ from: [BOB] }));
		expect(await questions.keyOf(tapped(BOB))).toBe('m1');
		expect(await questions.keyOf(tapped(ANN))).toBeUndefined();
	});

	it('is found by a quote only where no other one reads the same', async () => {
		const quoting = tapped(BOB);
		if (quoting.type === 'tapback') {
			const occurredAt = new Date().toISOString();
			Object.assign(quoting.event, { messageId: null, occurredAt, target: { text: 'Shall I?', candidates: [] } });
		}
		const questions = process();
		questions.open(sent({ from: [BOB] }));
		expect(await questions.keyOf(quoting)).toBe('m1');
		questions.open({ ...sent({ from: [BOB] }), id: 'm2' });
		expect(await questions.keyOf(quoting)).toBeUndefined();
	});

	it('of a group is not found by a quote from a conversation of two', async () => {
		const event = tapped(ANN);
		if (event.type === 'tapback') {
			const target = { text: 'Shall I?', candidates: [] };
			Object.assign(event.event, { messageId: null, conversationId: null, occurredAt: new Date().toISOString(), target });
		}
		const questions = process();
		questions.open(sent({ from: 'anyone' }));
		expect(await questions.keyOf(event)).toBeUndefined();
		questions.open({
			...sent({ from: 'anyone' }),
			id: 'm2',
			reference: { ...reference, conversation: { ...reference.conversation, isGroup: false } },
		});
		expect(await questions.keyOf(event)).toBe('m2');
	});

	it('is found by its id in whatever case that is written', async () => {
		const [id, tappedId] = ['ABCDEF11-2222-4333-8444-5555555555AB', 'abcdef11-2222-4333-8444-5555555555ab'];
		const storage = new MemoryStorage();
		const [one, other] = [process(storage), process(storage)];
		one.open({ ...sent({}), id });
		await later();
		const event = tapped(ANN);
		if (event.type === 'tapback') event.event.messageId = tappedId;
		expect(await other.recall(tappedId)).toBeDefined();
		const key = (await one.keyOf(event)) ?? '';
		expect(await one.apply(key, event)).toMatchObject({ counted: true, isSettled: true });
	});

	it('that nobody kept is made anew in the turn of who was asked', async () => {
		const questions = process();
		const inTurn = { asked: checkAsked({}), text: 'Shall I?', reference };
		expect(await questions.apply('m1', tapped(ANN))).toMatchObject({ counted: false });
		expect(await questions.apply('m1', tapped(ANN), inTurn)).toMatchObject({ counted: true, isSettled: true });
	});
});

describe('a question that is over', () => {
	/** The dialog that waited with it may be read again before Botkit saves it. */
	const inTurn = { asked: checkAsked({}), text: 'Shall I?', reference };

	it('isn’t made anew by a dialog that still waits with it, in another process of its storage', async () => {
		const storage = new MemoryStorage();
		const [one, other] = [process(storage), process(storage)];
		one.open(sent({}));
		await later();
		expect(await one.apply('m1', tapped(ANN), inTurn)).toMatchObject({ isSettled: true });
		await one.close('m1');
		expect(await other.apply('m1', tapped(ANN), inTurn)).toMatchObject({ counted: false, isSettled: false });
	});

	it('isn’t taken up again by the next process', async () => {
		const storage = new MemoryStorage();
		const one = process(storage);
		one.open(sent({}));
		await later();
		await one.apply('m1', tapped(ANN), inTurn);
		expect(await process(storage).load()).toHaveLength(1);
		await one.close('m1');
		expect(await process(storage).load()).toEqual([]);
	});

	it('isn’t made anew in its own process either, where the storage fails', async () => {
		const broken = async () => await Promise.reject(new Error('down'));
		const questions = createQuestions(
			createQuestionStore('madeup', () => ({ read: broken, write: broken, delete: broken })),
			() => undefined,
		);
		questions.open(sent({}));
		expect(await questions.apply('m1', tapped(ANN), inTurn)).toMatchObject({ isSettled: true });
		await questions.close('m1');
		expect(await questions.apply('m1', tapped(ANN), inTurn)).toMatchObject({ counted: false, isSettled: false });
	});
});
