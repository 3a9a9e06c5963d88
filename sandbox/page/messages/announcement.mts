import type { Message, Tapback } from '../../src/model/message.mts';
import { messageInWords, quotePart } from './part-text.mts';
import { kindInWords } from './tapback-kind.mts';

/** The agent's actions between two states of a conversation: `Line 1 put ‼️ on “Who brings the cake?”`. */
export function announce(before: readonly Message[], after: readonly Message[], nameOf: (number: string) => string): string[] {
	const known = new Map(before.map((message) => [message.id, message]));
	return after.flatMap((message) => {
		const old = known.get(message.id);
		if (old === undefined) return message.from === 'agent' ? [`${nameOf(message.author)}: ${messageInWords(message)}`] : [];
		// The same id with another time: the sandbox was reset.
		return old.sentAt === message.sentAt ? tapbackNews(old, message, nameOf) : [];
	});
}

function tapbackNews(old: Message, message: Message, nameOf: (number: string) => string): string[] {
	const target = (tapback: Tapback) => quotePart(message.parts[tapback.partIndex]);
	const placed = agentsOf(message).filter(({ id }) => !old.tapbacks.some((known) => known.id === id));
	const lifted = agentsOf(old).filter((gone) => !agentsOf(message).some((live) => isSamePlace(gone, live)));
	return [
		...placed.map((tapback) => `${nameOf(tapback.actor)} put ${kindInWords(tapback)} on ${target(tapback)}`),
		...lifted.map((tapback) => `${nameOf(tapback.actor)} took ${kindInWords(tapback)} back from ${target(tapback)}`),
	];
}

function agentsOf({ tapbacks }: Message): Tapback[] {
	return tapbacks.filter(({ from }) => from === 'agent');
}

function isSamePlace(one: Tapback, other: Tapback): boolean {
	return one.partIndex === other.partIndex && one.actor === other.actor;
}
