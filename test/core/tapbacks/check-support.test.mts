import { describe, expect, it } from '@jest/globals';

import type { CapabilityName } from '../../../core/providers/capability.ts';
import { readTapbacks } from '../../../core/tapbacks/read.ts';
import { sendTapback } from '../../../core/tapbacks/send.ts';
import { createToggleMemory } from '../../../core/tapbacks/toggle-memory.ts';
import { madeUp, scriptedConnection } from '../../harness/core/made-up.mts';
import { LIVE } from '../../harness/core/made-up-event.mts';
import { errorOf } from '../../harness/error-of.mts';

const without = (name: CapabilityName, level: 'no' | 'partly' = 'no') =>
	madeUp({ capabilities: { ...madeUp().capabilities, [name]: { level, reason: `Madeup lacks ${name}.` } } });

const COMMANDS = {
	sendClassic: { action: 'add', reaction: 'love' },
	sendEmoji: { action: 'add', reaction: 'emoji', emoji: '🔥' },
	sendPart: { action: 'add', reaction: 'love', partIndex: 1 },
	remove: { action: 'remove', reaction: 'love' },
} as const;

const names = Object.keys(COMMANDS) as Array<keyof typeof COMMANDS>;

async function send(
	provider = madeUp(),
	command: (typeof COMMANDS)[keyof typeof COMMANDS] | object = {},
	whenUnsupported: 'error' | 'skip' = 'error',
) {
	const { connection, sent } = scriptedConnection();
	const input = { action: 'add', messageId: 'm1', reaction: 'love', ...command } as const;
	const options = { connection, memory: createToggleMemory(), whenUnsupported };
	return { sent, result: sendTapback(provider, input, options) };
}

describe('what a provider can’t do', () => {
	it.each(names)('%s is refused with its reason, before anything is sent', async (name) => {
		const { sent, result } = await send(without(name), COMMANDS[name]);
		const failure = await errorOf(async () => await result);
		expect([failure.code, sent]).toEqual(['UNSUPPORTED', []]);
		expect(failure.message).toMatch(/^Madeup can’t [^:]+\. Madeup lacks \w+\. Nothing was sent\.$/);
		expect(failure.message).toContain(`Madeup lacks ${name}.`);
	});

	it.each(names)('%s is skipped where that was asked for, and nothing is sent in its place', async (name) => {
		const { sent, result } = await send(without(name), COMMANDS[name], 'skip');
		expect(await result).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining(`Madeup lacks ${name}.`) });
		expect(sent).toEqual([]);
	});

	it.each(names)('%s is tried where it can be done partly', async (name) => {
		const { sent, result } = await send(without(name, 'partly'), COMMANDS[name]);
		expect(await result).toMatchObject({ outcome: 'applied' });
		expect(sent).toHaveLength(1);
	});

	it('doesn’t stand in the way of part 0, which is the message itself', async () => {
		const { result } = await send(without('sendPart'), { partIndex: 0 });
		expect(await result).toMatchObject({ outcome: 'applied' });
	});

	it('is skipped only where it isn’t supported: a wrong parameter stays an error', async () => {
		const { result } = await send(madeUp(), { reaction: 'heart' }, 'skip');
		expect((await errorOf(async () => await result)).code).toBe('INVALID_INPUT');
	});

	it('reading, is refused before anything is sent', async () => {
		for (const provider of [without('readLive'), madeUp({ read: undefined })]) {
			const { connection, sent } = scriptedConnection();
			const failure = await errorOf(async () => await readTapbacks(provider, { messageId: 'm1' }, connection));
			expect([failure.code, sent]).toEqual(['UNSUPPORTED', []]);
			expect(failure.message).toMatch(/^Madeup can’t read the tapbacks on a message\.(?: Madeup lacks readLive\.)?$/);
		}
	});
});

describe('a provider with certain emoji only', () => {
	const provider = madeUp({ sendableEmoji: ['❤️', '👍'] });

	it.each(['❤️', '❤', '👍'])('sends %s', async (emoji) => {
		const { result } = await send(provider, { reaction: 'emoji', emoji });
		expect(await result).toMatchObject({ outcome: 'applied', command: { reaction: { type: 'emoji', emoji } } });
	});

	it.each(['🔥', '👍🏽'])('refuses %s by name and sends nothing similar', async (emoji) => {
		const { sent, result } = await send(provider, { reaction: 'emoji', emoji });
		const failure = await errorOf(async () => await result);
		expect([failure.code, sent]).toEqual(['UNSUPPORTED', []]);
		expect(failure.message).toContain(`the emoji ${emoji}`);
	});
});

describe('reading the live set', () => {
	// By nobody known, because of one person's tapbacks only the newest counts.
	const live = (partIndex: number | null) => ({ ...LIVE, actor: null, partIndex });
	const provider = madeUp({ read: async () => ({ tapbacks: [live(0), live(1), live(null)] }) });
	const read = async (input: object) =>
		(await readTapbacks(provider, { messageId: 'm1', ...input }, scriptedConnection().connection)).map(({ partIndex }) => partIndex);

	it('gives all parts where none is named', async () => expect(await read({})).toEqual([0, 1, null]));

	it('gives one part where one is named; a tapback without a part is on the first', async () => {
		expect(await read({ partIndex: 0 })).toEqual([0, null]);
		expect(await read({ messageId: 'p:1/m1' })).toEqual([1]);
		expect(await read({ partIndex: 2 })).toEqual([]);
	});
});
