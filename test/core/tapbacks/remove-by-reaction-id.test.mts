import { describe, expect, it } from '@jest/globals';

import type { LiveTapback } from '../../../core/model/tapback-event.ts';
import type { CommandInput } from '../../../core/tapbacks/check-command.ts';
import { sendTapback } from '../../../core/tapbacks/send.ts';
import { createToggleMemory } from '../../../core/tapbacks/toggle-memory.ts';
import type { InboundReaction } from '../../../core/model/reaction.ts';
import { madeUp, scriptedConnection } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const own = (reaction: InboundReaction, changes: Partial<LiveTapback> = {}): LiveTapback => ({
	...{ reaction, messageId: 'm1', partIndex: 0, actor: null, isFromMe: true, conversationId: null, service: null, line: null },
	...{ occurredAt: null, reactionId: 'r1', ...changes },
});

async function remove(live: readonly LiveTapback[], command: Partial<CommandInput> = {}) {
	const { connection, sent } = scriptedConnection();
	const provider = madeUp({
		removal: 'by-reaction-id',
		read: async () => ({ tapbacks: [...live] }),
		send: {
			build: ({ reactionId }) => ({ method: 'DELETE', path: `/tapbacks/${reactionId}`, idempotent: true }),
			parse: (_answer, { reactionId }) => ({ outcome: 'applied', reactionId }),
		},
	});
	const input: CommandInput = { action: 'remove', messageId: 'm1', reaction: 'love', ...command };
	const result = await sendTapback(provider, input, { connection, memory: createToggleMemory(), whenUnsupported: 'error' });
	const { outcome, previous, reactionId, reason } = result;
	return { said: { outcome, previous, reactionId, reason }, urls: sent.map(({ url }) => new URL(url).pathname) };
}

const UNCHANGED = { outcome: 'unchanged', previous: undefined, reactionId: undefined };

describe('a removal by the id of the tapback', () => {
	it('names the id of ours, and what stood', async () => {
		const theirs = own({ type: 'love' }, { isFromMe: false, reactionId: 'r0' });
		const { said, urls } = await remove([theirs, own({ type: 'love' })]);
		expect(said).toEqual({ outcome: 'applied', previous: { type: 'love' }, reactionId: 'r1', reason: undefined });
		expect(urls).toEqual(['/tapbacks/r1']);
	});

	it.each<[string, LiveTapback[]]>([
		['nothing stands', []],
		['only others tapped', [own({ type: 'love' }, { isFromMe: false })]],
		['ours is on another part', [own({ type: 'love' }, { partIndex: 1 })]],
	])('sends nothing where %s', async (_, live) => {
		expect(await remove(live)).toEqual({ said: { ...UNCHANGED, reason: undefined }, urls: [] });
	});

	it('sends nothing where another of ours stands, and says which', async () => {
		const reason = 'Your tapback there is like, not love, so there was nothing to remove.';
		expect(await remove([own({ type: 'like' })])).toEqual({ said: { ...UNCHANGED, reason }, urls: [] });
	});

	it('never takes the emoji ❤️ for the classic one', async () => {
		expect((await remove([own({ type: 'emoji', emoji: '❤️' })])).urls).toEqual([]);
	});

	it('finds an emoji in the spelling that stands there', async () => {
		const { said, urls } = await remove([own({ type: 'emoji', emoji: '❤️' })], { reaction: 'emoji', emoji: '❤' });
		expect(said).toMatchObject({ outcome: 'applied', previous: { type: 'emoji', emoji: '❤️' } });
		expect(urls).toEqual(['/tapbacks/r1']);
	});

	it('says that it doesn’t know, and sends nothing, where ours is of a kind this version can’t read', async () => {
		const { said, urls } = await remove([own({ type: 'unknown', name: 'sparkle' })]);
		expect(said).toEqual({
			...{ outcome: 'unknown', previous: undefined, reactionId: undefined },
			reason: 'Your tapback there is “sparkle”, which may be love or another. Nothing was sent.',
		});
		expect(urls).toEqual([]);
	});

	it('fails where the provider lists ours without an id', async () => {
		expect((await errorOf(async () => await remove([own({ type: 'love' }, { reactionId: null })]))).code).toBe('BAD_ANSWER');
	});
});
