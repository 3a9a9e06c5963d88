import { describe, expect, it } from '@jest/globals';

import { ANN, BOB, after, asked, at, resultOf, tap, tick, untap, endOf } from '../../harness/core/asking.mts';

describe('a reaction on a question', () => {
	it.each([
		['love', 'yes'],
		['like', 'yes'],
		['👍', 'yes'],
		['👍🏽', 'yes'],
		['👍🏿', 'yes'],
		['❤️', 'yes'],
		['❤', 'yes'],
		['dislike', 'no'],
		['👎', 'no'],
		['👎🏻', 'no'],
		['laugh', 'waits'],
		['emphasize', 'waits'],
		['question', 'waits'],
		['🔥', 'waits'],
		['👋🏽', 'waits'],
	])('%s: %s', (word, state) => expect(endOf(after(asked(), [tap(5, ANN, word)]))).toBe(state));

	it('says what the options say', () => {
		const question = asked({ yes: ['🔥', '👋🏽'], no: ['question'] });
		const ends = ['🔥', '👋🏽', 'question', 'like', '👍', '👋🏿', 'dislike'].map((word) => endOf(after(question, [tap(5, ANN, word)])));
		expect(ends).toEqual(['yes', 'yes', 'no', 'waits', 'waits', 'yes', 'waits']);
	});

	it('of another kind ends it as neither, where it may', () => {
		expect(endOf(after(asked({ other: 'end' }), [tap(5, ANN, 'laugh')]))).toBe('neither');
		expect(endOf(after(asked({ other: ['🔥'] }), [tap(5, ANN, 'laugh')]))).toBe('waits');
		expect(resultOf(after(asked({ other: ['🔥'] }), [tap(5, ANN, '🔥')]))).toMatchObject({ approved: null, timedOut: false, emoji: '🔥' });
		const unknown = tap(5, ANN, 'like', { reaction: 'unknown', emoji: null });
		expect(endOf(after(asked({ other: 'end' }), [unknown]))).toBe('neither');
	});

	it('tells who, what and when', () => {
		const result = resultOf(after(asked(), [tap(5, '+1 (202) 555-0101', '👍🏽')]));
		const vote = {
			actor: ANN,
			approved: true,
			choice: 'yes',
			reaction: 'emoji',
			emoji: '👍🏽',
			text: null,
			respondedAt: '2026-01-01T12:00:05.000Z',
		};
		expect(result).toEqual({ ...vote, timedOut: false, votes: [vote] });
	});

	it.each([
		['another message', tap(5, ANN, 'like', { messageId: 'm2' })],
		['a message nobody knows', tap(5, ANN, 'like', { messageId: null })],
		['the line itself', tap(5, ANN, 'like', { isFromMe: true })],
		['a sticker', tap(5, ANN, 'like', { reaction: 'sticker', emoji: null })],
		['a removal', untap(5, ANN, 'like')],
		['somebody who isn’t asked', tap(5, BOB, 'like')],
		['nobody known', tap(5, null, 'like')],
	])('is no answer, and doesn’t count: %s', (_what, event) => {
		const { counted, state, question } = after(asked({ from: [ANN], other: 'end' }), [event]);
		expect({ counted, state }).toEqual({ counted: false, state: { state: 'waiting', until: null } });
		expect(endOf(after(question, [tap(9, ANN, 'like')]))).toBe('yes');
	});

	it('may be on any part, or on the one that asks', () => {
		expect(endOf(after(asked(), [tap(5, ANN, 'like', { partIndex: 1 })]))).toBe('yes');
		const part = asked({}, { partIndex: 1 });
		expect(endOf(after(part, [tap(5, ANN, 'like', { partIndex: 0 })]))).toBe('waits');
		expect(endOf(after(part, [tap(5, ANN, 'like', { partIndex: null })]))).toBe('waits');
		expect(endOf(after(part, [tap(5, ANN, 'like', { partIndex: 1 })]))).toBe('yes');
	});

	it('of nobody known answers where anyone’s first answer decides, and nowhere else', () => {
		expect(resultOf(after(asked(), [tap(5, null, 'like')]))).toMatchObject({ approved: true, actor: null });
		expect(endOf(after(asked({ quorum: { yes: 1, no: 2 } }), [tap(5, null, 'like')]))).toBe('waits');
	});

	it('finds the question by its text, where only that is known', () => {
		const quoting = (text: string, conversationId: string | null = 'c1') =>
			tap(5, ANN, 'like', { messageId: null, conversationId, target: { text, candidates: [] } });
		expect(endOf(after(asked(), [quoting('Shall I book it? ')]))).toBe('yes');
		expect(endOf(after(asked(), [quoting('Shall I book it?', null)]))).toBe('yes');
		expect(endOf(after(asked(), [quoting('Shall I book')]))).toBe('waits');
		expect(endOf(after(asked(), [quoting('Shall I book it?', 'c2')]))).toBe('waits');
		expect(endOf(after(asked({}, { text: null }), [quoting('Shall I book it?')]))).toBe('waits');
	});
});

describe('who changes their mind', () => {
	const question = asked({ reconsiderMs: 60_000 });

	it('can do so within the window, which begins again', () => {
		const first = after(question, [tap(5, ANN, 'like')]);
		expect(first.state).toEqual({ state: 'waiting', until: at(65) });
		const second = after(first.question, [tap(50, ANN, 'dislike')]);
		expect(second.state).toEqual({ state: 'waiting', until: at(110) });
		expect(endOf(tick(second.question, 109.999))).toBe('waits');
		expect(resultOf(tick(second.question, 110))).toMatchObject({ approved: false, respondedAt: '2026-01-01T12:00:50.000Z' });
	});

	it('takes the answer back by a removal, or by a reaction that says nothing', () => {
		for (const change of [untap(20, ANN, 'like'), tap(20, ANN, 'laugh')]) {
			const { state, counted } = after(question, [tap(5, ANN, 'like'), change]);
			expect({ state, counted }).toEqual({ state: { state: 'waiting', until: null }, counted: true });
		}
	});

	it('takes the answer back by a later removal of any kind, or of a kind that was never there', () => {
		const nameless = untap(20, ANN, 'like', { reaction: 'unknown', emoji: null });
		for (const change of [nameless, untap(20, ANN, 'dislike')]) {
			expect(after(question, [tap(5, ANN, 'like'), change]).state).toEqual({ state: 'waiting', until: null });
			expect(after(question, [change, tap(25, ANN, 'like')]).state.state).toBe('waiting');
		}
	});

	it('keeps the answer where the removal is the other half of a swap, or is older than it', () => {
		const swap = [tap(5, ANN, 'dislike'), tap(10, ANN, 'like'), untap(11, ANN, 'dislike')];
		expect(resultOf(tick(after(question, swap).question, 200))).toMatchObject({ approved: true });
		const late = untap(4, ANN, 'like', { reaction: 'unknown', emoji: null });
		expect(resultOf(tick(after(question, [tap(5, ANN, 'like'), late]).question, 200))).toMatchObject({ approved: true });
	});

	it('comes too late after the window, also where nobody looked at the clock in between', () => {
		const { question: open } = after(question, [tap(5, ANN, 'like')]);
		const late = after(open, [tap(65, ANN, 'dislike')]);
		expect(endOf(late)).toBe('yes');
		expect(late.counted).toBe(false);
		expect(endOf(after(late.question, [tap(70, BOB, 'dislike'), untap(80, ANN, 'like')]))).toBe('yes');
	});

	it('doesn’t begin the window again by telling the same twice, nor does somebody whose answer decides nothing', () => {
		const { question: open } = after(question, [tap(5, ANN, 'like')]);
		expect(after(open, [tap(30, ANN, 'like')]).state).toEqual({ state: 'waiting', until: at(65) });
		expect(after(open, [tap(30, BOB, 'dislike')]).state).toEqual({ state: 'waiting', until: at(65) });
	});

	it('has the window measured by our clock, whatever the provider’s says', () => {
		const behind = tap(5, ANN, 'like', { occurredAt: '2020-01-01T00:00:00.000Z' });
		expect(after(question, [behind]).state).toEqual({ state: 'waiting', until: at(65) });
		const ahead = tap(5, ANN, 'like', { occurredAt: '2030-01-01T00:00:00.000Z' });
		expect(after(question, [ahead]).state).toEqual({ state: 'waiting', until: at(65) });
	});

	it('has no answer where two of different meaning have one time, until a later one', () => {
		const both = after(asked({ reconsiderMs: 60_000 }), [tap(5, ANN, 'like', { eventId: 'b' }), tap(5, ANN, 'dislike', { eventId: 'a' })]);
		expect(resultOf(tick(both.question, 80))).toBeUndefined();
		expect(resultOf(tick(after(both.question, [untap(6, ANN, 'dislike')]).question, 80))).toBeUndefined();
		expect(resultOf(tick(after(both.question, [tap(7, ANN, 'like')]).question, 80))).toMatchObject({ approved: true });
		const back = [tap(4, ANN, 'dislike'), tap(5, ANN, 'dislike', { eventId: 'c' }), tap(5, ANN, 'like', { eventId: 'd' })];
		expect(resultOf(tick(after(asked({ reconsiderMs: 60_000 }), back).question, 80))).toBeUndefined();
		const same = after(asked({ reconsiderMs: 60_000 }), [tap(5, ANN, 'like'), tap(5, ANN, '👍')]);
		expect(resultOf(tick(same.question, 80))).toMatchObject({ approved: true });
	});

	it('has one answer on several parts: the newest', () => {
		const taps = [tap(5, ANN, 'like', { partIndex: 0 }), tap(9, ANN, 'dislike', { partIndex: 1 })];
		const open = after(question, taps);
		expect(resultOf(tick(open.question, 69))).toMatchObject({ approved: false, votes: [{ approved: false }] });
		const back = after(open.question, [untap(20, ANN, 'dislike', { partIndex: 1 })]);
		expect(resultOf(tick(back.question, 80))).toMatchObject({ approved: true, votes: [{ approved: true }] });
	});
});

describe('a reaction as a person sees it', () => {
	it.each([
		['👍, ✅', 'like'],
		['like', '👍🏽'],
		['like', '👍'],
		['👍🏿', 'like'],
		['love', '❤'],
		['❤️', 'love'],
		['‼', 'emphasize'],
		['emphasize', '❗'],
		['laugh', '😂'],
		['❓', 'question'],
	])('means yes by %s when it is %s', (list, word) => {
		expect(endOf(after(asked({ yes: list.split(', '), no: [] }), [tap(5, ANN, word)]))).toBe('yes');
	});
});
