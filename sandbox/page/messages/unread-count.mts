import type { Message } from '../../src/model/message.mts';

/** The messages of the business in a conversation that came after a time. */
export function unreadIn(all: readonly Message[], conversationId: string, seen: string): number {
	return all.filter((message) => message.conversationId === conversationId && message.from === 'agent' && message.sentAt > seen).length;
}
