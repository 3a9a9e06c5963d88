import type { Message, Tapback } from '../../src/model/message.mts';

export const ANA = '+12025550123';
export const BEN = '+12025550124';
export const LINE = '+12025550101';

const NAMES: Record<string, string> = { [ANA]: 'Ana', [BEN]: 'Ben', [LINE]: 'Line 1' };

export function nameOf(number: string): string {
	return NAMES[number] ?? number;
}

/** A message of Ana's. `told` replaces its properties. */
export function message(told: Partial<Message> = {}): Message {
	return {
		id: 'm1',
		conversationId: 'c1',
		line: LINE,
		from: told.author === LINE ? 'agent' : 'human',
		author: ANA,
		service: 'iMessage',
		parts: [{ type: 'text', text: 'Who brings the cake?' }],
		sentAt: '2026-10-12T14:05:00.000Z',
		tapbacks: [],
		...told,
	};
}

let lastId = 0;

/** Ana's classic love on the first part. `told` replaces its properties. */
export function tapback(told: Partial<Tapback> = {}): Tapback {
	return {
		id: `t${++lastId}`,
		partIndex: 0,
		from: told.actor === LINE ? 'agent' : 'human',
		actor: ANA,
		reaction: 'love',
		emoji: '❤️',
		at: '2026-10-12T14:06:00.000Z',
		...told,
	};
}
