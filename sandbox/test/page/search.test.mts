import { describe, expect, it } from '@jest/globals';
import { isFound } from '../../page/messages/search.mts';
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
