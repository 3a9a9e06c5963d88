import { describe, expect, it } from '@jest/globals';

import { countNew, isAnotherStory, newestAt } from '../../page/messages/unread-count.mts';
import { message } from '../harness/made-up-messages.mts';

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
const sent = (id: string, second: number, told: Parameters<typeof message>[0] = {}) =>
	message({ id, conversationId: 'a', from: 'agent', sentAt: at(second), ...told });

describe('new messages', () => {
	it('are those of the business that came after a conversation was seen', () => {
		const inB = { conversationId: 'b' };
		const all = [sent('1', 1), sent('2', 2), sent('3', 3, { from: 'human' }), sent('4', 1, inB), sent('5', 2, inB), sent('6', 3, inB)];
		expect([...countNew(all, (id) => at(id === 'a' ? 2 : 1))]).toEqual([['b', 2]]);
	});

	it('are counted from the newest of any provider that was there', () => {
		expect(newestAt({ first: [sent('1', 1), sent('2', 3)], second: [sent('3', 2)], third: [] })).toBe(at(3));
		expect(newestAt({ linq: [] })).toBe('');
	});
});

describe('a sandbox that was reset', () => {
	const before = { linq: [sent('1', 1), sent('2', 2)] };

	it.each([
		['tells the same messages at another time', { linq: [sent('1', 3), sent('2', 4)] }],
		['has fewer of them', { linq: [sent('9', 1)] }],
		['has none', { linq: [] }],
	])('%s', (_, now) => {
		expect(isAnotherStory(before, now)).toBe(true);
	});

	it.each([
		['got another message', { linq: [...before.linq, sent('3', 3)] }],
		['forgot the oldest for it', { linq: [sent('2', 2), sent('3', 3)] }],
		['stayed as it was', before],
	])('is not one that %s', (_, now) => {
		expect(isAnotherStory(before, now)).toBe(false);
	});
});
