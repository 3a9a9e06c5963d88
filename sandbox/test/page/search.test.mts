import { describe, expect, it } from '@jest/globals';
import { isFound } from '../../page/messages/search.mts';
import { unreadIn } from '../../page/messages/unread-count.mts';
import { message as madeUpMessage } from '../harness/made-up-messages.mts';

const conversation = { id: 'c', line: '+12025550101', participants: ['+12025550123'], isGroup: false, service: 'iMessage' } as const;
const messages = [madeUpMessage({ conversationId: 'c', parts: [{ type: 'text', text: 'Is the café\nstill open?' }] })];
const found = (words: string) =>
	isFound(words, { ...conversation, participants: [...conversation.participants] }, { messages, nameOf: () => 'Ana' });

describe('a conversation is found', () => {
	it.each(['', '  ', 'ana', 'CAFE', 'café still', '555-0123', '+1 (202) 555 0123'])('by %j', (words) => {
		expect(found(words)).toBe(true);
	});

	it.each(['ben', 'closed', '0199'])('and not by %j', (words) => {
		expect(found(words)).toBe(false);
	});
});

describe('what is unread', () => {
	it('is what the business sent after the last look', () => {
		const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;
		const all = [
			madeUpMessage({ conversationId: 'c', from: 'agent', sentAt: at(1) }),
			madeUpMessage({ conversationId: 'c', from: 'agent', sentAt: at(3) }),
			madeUpMessage({ conversationId: 'c', from: 'human', sentAt: at(4) }),
			madeUpMessage({ conversationId: 'd', from: 'agent', sentAt: at(5) }),
		];
		expect([0, 1, 3].map((second) => unreadIn(all, 'c', at(second)))).toEqual([2, 1, 0]);
	});
});
