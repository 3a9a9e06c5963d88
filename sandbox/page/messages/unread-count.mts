import type { Message } from '../../src/model/message.mts';

/** By conversation: how many messages of the business came after it was seen last. Counts in one pass, because there may be thousands. */
export function countNew(all: readonly Message[], seenUpTo: (conversationId: string) => string): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { from, conversationId, sentAt } of all) {
		if (from === 'agent' && sentAt > seenUpTo(conversationId)) counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
	}
	return counts;
}

/** When the newest message was sent; empty where there is none. */
export function newestAt(messages: Readonly<Record<string, readonly Message[]>>): string {
	return Object.values(messages).reduce((newest, all) => all.reduce((at, { sentAt }) => (sentAt > at ? sentAt : at), newest), '');
}

/** Was the sandbox reset between two looks at its messages? Then it tells the same ones at another time, or fewer. */
export function isAnotherStory(
	before: Readonly<Record<string, readonly Message[]>>,
	now: Readonly<Record<string, readonly Message[]>>,
): boolean {
	return Object.entries(now).some(([provider, messages]) => {
		const [old, first] = [before[provider]?.[0], messages[0]];
		return messages.length < (before[provider]?.length ?? 0) || (old?.id === first?.id && old?.sentAt !== first?.sentAt);
	});
}
