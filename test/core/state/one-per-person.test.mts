import { describe, expect, it } from '@jest/globals';

import type { LiveTapback } from '../../../core/model/tapback-event.ts';
import { onePerPerson } from '../../../core/state/one-per-person.ts';
import { LIVE } from '../../harness/core/made-up-event.mts';

const LOVE: LiveTapback = { ...LIVE, occurredAt: '2026-01-01T00:01:00.000Z' };
const like = (changes: Partial<LiveTapback> = {}): LiveTapback => ({ ...LOVE, reaction: { type: 'like' }, ...changes });

describe('a list of what stands', () => {
	it('keeps the newest of each person and bubble, in whatever order they are listed', () => {
		const newer = like({ occurredAt: '2026-01-01T00:02:00.000Z' });
		expect(onePerPerson([LOVE, newer])).toEqual([newer]);
		expect(onePerPerson([newer, LOVE])).toEqual([newer]);
	});

	it('goes by the place in the list where there is no time', () => {
		const [first, second] = [{ ...LOVE, occurredAt: null }, like({ occurredAt: null })];
		expect(onePerPerson([first, second])).toEqual([second]);
	});

	it.each([
		['another person’s', { actor: '+12025550199' }],
		['our own', { isFromMe: true }],
		['one on another part', { partIndex: 1 }],
		['one on another message', { messageId: 'm2' }],
		['a sticker', { reaction: { type: 'sticker' } }],
	] as const)('keeps %s beside it, in their order', (_which, changes) => {
		const other = like(changes);
		expect(onePerPerson([LOVE, other])).toEqual([LOVE, other]);
		expect(onePerPerson([other, LOVE])).toEqual([other, LOVE]);
	});

	it('knows a message by its id in capitals, and a person by the number in another form', () => {
		const lower = { ...LOVE, messageId: 'abcdef11-2222-4333-8444-5555555555ab' };
		expect(onePerPerson([lower, like({ messageId: lower.messageId.toUpperCase(), actor: '+1 202 555 0123' })])).toHaveLength(1);
	});

	it('takes no part for part 0', () => expect(onePerPerson([LOVE, like({ partIndex: 0 })])).toHaveLength(1));

	it('keeps all of nobody known', () => expect(onePerPerson([LOVE, like()].map((live) => ({ ...live, actor: null })))).toHaveLength(2));
});
