import { describe, expect, it } from '@jest/globals';

import { applyEvent } from '../../../core/ask/apply-event.ts';
import { readQuestion } from '../../../core/ask/question.ts';
import { ANN, BOB, CID, after, asked, at, resultOf, tap, tick, endOf, write } from '../../harness/core/asking.mts';

describe('a time limit', () => {
	it('ends a question that nobody answered', () => {
		const question = asked({ deadlineMs: 60_000 });
		expect(after(question, []).state).toEqual({ state: 'waiting', until: at(60) });
		expect(endOf(tick(question, 59.999))).toBe('waits');
		expect(resultOf(tick(question, 60))).toEqual({
			approved: null,
			choice: null,
			reaction: null,
			emoji: null,
			actor: null,
			respondedAt: null,
			timedOut: true,
			text: null,
			votes: [],
		});
		expect(endOf(after(question, [tap(60, ANN, 'like')]))).toBe('time is up');
	});

	it('takes what is decided by then, also within the window', () => {
		const question = asked({ deadlineMs: 60_000, reconsiderMs: 30_000 });
		const open = after(question, [tap(50, ANN, 'like')]);
		expect(open.state).toEqual({ state: 'waiting', until: at(60) });
		expect(resultOf(tick(open.question, 60))).toMatchObject({ approved: true, timedOut: false });
	});

	it('tells the votes that were too few', () => {
		const { question } = after(asked({ deadlineMs: 60_000, quorum: { yes: 2 } }), [tap(5, ANN, 'like')]);
		expect(resultOf(tick(question, 60))).toMatchObject({
			approved: null,
			actor: null,
			timedOut: true,
			votes: [{ actor: ANN, approved: true }],
		});
	});
});

describe('a quorum', () => {
	it('of the first answer takes the earliest, in whatever order they arrive', () => {
		const question = asked({ reconsiderMs: 10_000 });
		const early = tap(5, ANN, 'like', { receivedAt: new Date(at(8)).toISOString() });
		const { question: open } = after(question, [tap(6, BOB, 'dislike'), early]);
		expect(resultOf(tick(open, 18))).toMatchObject({ approved: true, actor: ANN, votes: [{ actor: ANN }, { actor: BOB }] });
	});

	it('of several is reached by the last of them, and keeps all votes', () => {
		const result = resultOf(after(asked({ quorum: { yes: 2 } }), [tap(5, ANN, 'like'), tap(6, BOB, 'dislike'), tap(7, CID, 'love')]));
		expect(result).toMatchObject({ approved: true, actor: CID, reaction: 'love', respondedAt: '2026-01-01T12:00:07.000Z' });
		expect(result?.votes.map(({ actor, approved }) => [actor, approved])).toEqual([
			[ANN, true],
			[BOB, false],
			[CID, true],
		]);
	});

	it('counts nobody twice', () => {
		const question = asked({ quorum: { yes: 2 } });
		const twice = [tap(5, ANN, 'like'), tap(6, ANN, 'love'), tap(7, ANN, 'like', { partIndex: 3 }), tap(8, '+1 202 555 0101', '👍')];
		expect(endOf(after(question, twice))).toBe('waits');
	});

	it('of everyone needs each of them, and ends with the first no', () => {
		const question = asked({ quorum: 'everyone', from: [ANN, BOB] });
		expect(endOf(after(question, [tap(5, ANN, 'like'), tap(6, CID, 'like')]))).toBe('waits');
		expect(endOf(after(question, [tap(5, ANN, 'like'), tap(6, BOB, 'like')]))).toBe('yes');
		expect(resultOf(after(question, [tap(5, ANN, 'like'), tap(6, BOB, 'dislike')]))).toMatchObject({ approved: false, actor: BOB });
	});

	it('that can’t be reached any more ends as a no, after the window', () => {
		const question = asked({ quorum: { yes: 2 }, from: [ANN, BOB, CID], reconsiderMs: 10_000 });
		const one = after(question, [tap(5, ANN, 'dislike')]);
		expect(one.state).toEqual({ state: 'waiting', until: null });
		const two = after(one.question, [tap(6, BOB, 'dislike')]);
		expect(two.state).toEqual({ state: 'waiting', until: at(16) });
		expect(endOf(tick(two.question, 16))).toBe('no');
		const back = after(two.question, [tap(12, ANN, 'like'), tap(13, CID, 'like')]);
		expect(endOf(tick(back.question, 23))).toBe('yes');
	});

	it('of anyone never ends by a no, unless that is said', () => {
		const noes = [tap(5, ANN, 'dislike'), tap(6, BOB, 'dislike'), tap(7, CID, 'dislike')];
		expect(endOf(after(asked({ quorum: { yes: 2 } }), noes))).toBe('waits');
		expect(endOf(after(asked({ quorum: { yes: 2, no: 3 } }), noes))).toBe('no');
	});

	it('ends as neither with one answer that is neither, where these end it', () => {
		const question = asked({ quorum: { yes: 2 }, other: ['question'] });
		expect(endOf(after(question, [tap(5, ANN, 'like'), tap(6, BOB, 'question')]))).toBe('neither');
	});
});

describe('a text', () => {
	const words = asked({ text: 'words' });

	it.each([
		['yes', 'yes'],
		['Yes!', 'yes'],
		['  OK. ', 'yes'],
		['No…', 'no'],
		['ＹＥＳ', 'yes'],
		['👍🏼', 'yes'],
		['👎', 'no'],
		['yes please', 'yes'],
		['Yes, go ahead 👍', 'yes'],
		['yes 👍', 'yes'],
		['👍👍', 'yes'],
		['No thanks', 'no'],
		['Yes please\n\nSent from my iPhone', 'yes'],
		['No\n-- \nAna', 'no'],
		['Yes\n--\nno, wait', 'waits'],
		['Yes\nsent from my phone: no', 'waits'],
		['not yes', 'waits'],
		['yes?', 'waits'],
		['yes but not today', 'waits'],
		['no problem, yes', 'waits'],
		['no problem', 'waits'],
		['yes no', 'waits'],
		['yes 👎', 'waits'],
		['Let me think', 'waits'],
		['please', 'waits'],
		['', 'waits'],
		['🔥', 'waits'],
	])('%j: %s', (text, state) => expect(endOf(after(words, [write(5, ANN, text)]))).toBe(state));

	it('is no answer where texts are ignored', () => {
		expect(endOf(after(asked({ text: 'ignore' }), [write(5, ANN, 'yes')]))).toBe('waits');
		expect(endOf(after(asked(), [write(5, ANN, 'yes')]))).toBe('yes');
	});

	it('that is not understood is reported once, of those who were asked and where they were asked', () => {
		const named = asked({ from: [ANN] });
		expect(after(named, [write(5, BOB, 'Hm')]).isUnclear).toBe(false);
		expect(after(named, [write(5, ANN, 'Hm', { conversationId: 'c2' })]).isUnclear).toBe(false);
		expect(after(asked({ text: 'ignore' }), [write(5, ANN, 'Hm')]).isUnclear).toBe(false);
		const first = after(named, [write(5, ANN, 'Hm')]);
		expect(first.isUnclear).toBe(true);
		expect(after(first.question, [write(9, ANN, 'Well')]).isUnclear).toBe(false);
		expect(endOf(after(first.question, [write(9, ANN, 'yes')]))).toBe('yes');
	});

	it('of any kind ends it, where it may; words keep their meaning', () => {
		const any = asked({ text: 'any', yesWords: ['ja'], noWords: ['nein'] });
		expect(resultOf(after(any, [write(5, ANN, 'At eight?')]))).toMatchObject({
			approved: null,
			text: 'At eight?',
			reaction: null,
			timedOut: false,
		});
		expect(resultOf(after(any, [write(5, ANN, 'Ja!')]))).toMatchObject({ approved: true, text: 'Ja!' });
		expect(endOf(after(any, [write(5, ANN, 'nein')]))).toBe('no');
		expect(endOf(after(any, [write(5, ANN, '❤️')]))).toBe('yes');
		expect(endOf(after(any, [write(5, ANN, ' ')]))).toBe('waits');
	});

	it('that stands for a tapback is none that somebody wrote', () => {
		expect(endOf(after(asked({ text: 'any' }), [write(5, ANN, 'Disliked “Shall I book it?”')]))).toBe('waits');
	});

	it('of an emoji means what the classic tapback means, too', () => {
		expect(endOf(after(asked({ text: 'words', yes: ['like'], no: [] }), [write(5, ANN, '👍🏽')]))).toBe('yes');
	});

	it.each([
		['in another conversation', write(5, ANN, 'yes', { conversationId: 'c2' })],
		['in one that isn’t known', write(5, ANN, 'yes', { conversationId: null })],
		['in answer to another message', write(5, ANN, 'yes', { replyTo: { messageId: 'm0', partIndex: null } })],
		['of the line itself', write(5, ANN, 'yes', { isFromMe: true })],
		['of somebody who isn’t asked', write(5, BOB, 'yes')],
		['from before the question', write(5, ANN, 'yes', { occurredAt: '2026-01-01T11:59:40.000Z' })],
	])('is no answer %s', (_what, event) => {
		const { counted, question } = after(asked({ text: 'any', from: [ANN] }), [event]);
		expect(counted).toBe(false);
		expect(question.replies).toEqual([]);
	});

	it('answers inline where the conversation isn’t known', () => {
		const question = asked({ text: 'words' }, { conversationId: null });
		expect(endOf(after(question, [write(5, ANN, 'yes')]))).toBe('waits');
		expect(endOf(after(question, [write(5, ANN, 'yes', { replyTo: { messageId: 'm1', partIndex: 0 } })]))).toBe('yes');
	});

	it('and a tapback of one person are one answer: the newer', () => {
		const question = asked({ text: 'words', reconsiderMs: 10_000 });
		const open = after(question, [tap(1, ANN, 'like'), write(5, ANN, 'no')]);
		expect(resultOf(tick(open.question, 15))).toMatchObject({ approved: false, text: 'no', votes: [{ text: 'no' }] });
		const tapped = after(open.question, [tap(7, ANN, 'love')]);
		expect(resultOf(tick(tapped.question, 17))).toMatchObject({ approved: true, text: null, votes: [{ reaction: 'love' }] });
	});
});

describe('a question as it is kept', () => {
	it('is small, and reads back as it was', () => {
		const { question } = after(asked({ quorum: { yes: 3 } }), [tap(5, ANN, 'like'), tap(6, BOB, 'love'), tap(7, BOB, 'like')]);
		const text = JSON.stringify(question);
		expect(text.length).toBeLessThan(1500);
		expect(readQuestion(JSON.parse(text))).toEqual(question);
	});

	it('stays small where somebody taps without end', () => {
		const taps = Array.from({ length: 200 }, (_none, index) => tap(index, ANN, index % 2 ? 'like' : 'laugh', { eventId: `e${index}` }));
		const { question } = after(asked({ quorum: { yes: 2 } }), taps);
		expect(JSON.stringify(question).length).toBeLessThan(4000);
		expect(endOf(after(question, [tap(201, BOB, 'like')]))).toBe('yes');
	});

	it.each([undefined, null, 'x', {}, { rules: {} }, { ...asked(), taps: [{}] }])('is not made of %j', (kept) => {
		expect(readQuestion(kept)).toBeUndefined();
	});

	it('is settled for good', () => {
		const done = after(asked(), [tap(5, ANN, 'like')]);
		const again = applyEvent(done.question, tap(6, BOB, 'dislike'), at(6));
		expect(again.question).toBe(done.question);
		expect(again.counted).toBe(false);
		expect(tick(done.question, 9_999_999).state).toEqual(done.state);
	});
});

describe('a text with two readings', () => {
	/** As `Gostou de “…”` is read: a love from Brazil, a like from Portugal. */
	const doubtful = (seconds: number) =>
		tap(seconds, ANN, 'like', {
			...{ messageId: null, reaction: 'unknown', emoji: null },
			target: { text: 'Shall I book it?', candidates: [] },
		});

	it.each([
		['one of them is the yes', { yes: ['like'] }],
		['both of them are the yes', { yes: ['like', 'love'] }],
		['the other is the no', { yes: ['love'], no: ['like'] }],
		['any other reaction ends the question', { other: 'end' as const }],
	])('is no answer where %s', (_, options) => {
		expect(endOf(after(asked(options), [doubtful(5)]))).toBe('waits');
	});

	it('takes the vote back that stood before it', () => {
		const question = asked({ reconsiderMs: 60_000, other: 'end' });
		expect(endOf(tick(after(question, [tap(5, ANN, 'like'), doubtful(10)]).question, 120))).toBe('waits');
	});

	it('doesn’t stand in the way of a clear answer', () => {
		expect(endOf(after(asked({ other: 'end' }), [doubtful(5), tap(10, ANN, 'like')]))).toBe('yes');
	});
});
