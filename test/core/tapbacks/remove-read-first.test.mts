import { describe, expect, it } from '@jest/globals';

import { TapbackError } from '../../../core/model/errors.ts';
import type { LiveTapback } from '../../../core/model/tapback-event.ts';
import type { CommandInput } from '../../../core/tapbacks/check-command.ts';
import { sendTapback } from '../../../core/tapbacks/send.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import type { InboundReaction } from '../../../core/model/reaction.ts';
import { createToggleMemory } from '../../../core/tapbacks/toggle-memory.ts';
import { lostAnswer, madeUp, scriptedConnection, type Reply } from '../../harness/core/made-up.mts';
import { LIVE } from '../../harness/core/made-up-event.mts';

const own = (reaction: InboundReaction, changes: Partial<LiveTapback> = {}): LiveTapback => ({
	...LIVE,
	...{ reaction, actor: null, isFromMe: true },
	...changes,
});

/** Its only answer is that it took the request; `read` is what stands before. */
const accepting = (read: Provider['read']) =>
	madeUp({
		removal: 'read-first',
		read,
		send: {
			build: ({ action, reaction }) => ({ method: 'POST', path: '/react', body: { action, reaction: reaction.type }, idempotent: true }),
			parse: () => ({ outcome: 'accepted', traceId: 't1' }),
		},
	});

async function send(provider: Provider, command: Partial<CommandInput> = {}, replies: Reply[] = []) {
	const { connection, sent, pauses } = scriptedConnection(replies);
	const input: CommandInput = { action: 'remove', messageId: 'm1', reaction: 'love', ...command };
	const result = await sendTapback(provider, input, { connection, memory: createToggleMemory(), whenUnsupported: 'error' });
	const { outcome, previous, reason, traceId } = result;
	return { said: { outcome, previous, reason }, traceId, requests: sent.map(({ method }) => method), pauses };
}

const removeWhere = async (...live: LiveTapback[]) => (await send(accepting(async () => ({ tapbacks: live })))).said;

describe('a removal whose answer tells nothing', () => {
	it('of what stands is accepted, and what stood is named', async () => {
		expect(await removeWhere(own({ type: 'love' }))).toEqual({ outcome: 'accepted', previous: { type: 'love' }, reason: undefined });
	});

	it('where nothing stands is unchanged', async () => {
		expect(await removeWhere()).toEqual({ outcome: 'unchanged', previous: undefined, reason: undefined });
	});

	it('of another than the one that stands is unchanged, and says which one does', async () => {
		expect(await removeWhere(own({ type: 'like' }))).toEqual({
			outcome: 'unchanged',
			previous: undefined,
			reason: 'Your tapback there is like, not love, so there was nothing to remove.',
		});
		expect((await removeWhere(own({ type: 'emoji', emoji: '❤️' }))).reason).toBe(
			'Your tapback there is the emoji ❤️, not love, so there was nothing to remove.',
		);
	});

	it('goes out whatever stands: an addition from a moment before may not show yet', async () => {
		for (const live of [[], [own({ type: 'like' })], [own({ type: 'love' })]]) {
			expect(await send(accepting(async () => ({ tapbacks: live })))).toMatchObject({ requests: ['POST'], traceId: 't1' });
		}
	});

	it('is not told by the tapbacks of others, nor by those on another part', async () => {
		const theirs = own({ type: 'love' }, { isFromMe: false });
		const elsewhere = own({ type: 'love' }, { partIndex: 1 });
		expect(await removeWhere(theirs, elsewhere)).toEqual({ outcome: 'unchanged', previous: undefined, reason: undefined });
		expect(
			(
				await send(
					accepting(async () => ({ tapbacks: [elsewhere] })),
					{ partIndex: 1 },
				)
			).said,
		).toMatchObject({ outcome: 'accepted' });
	});

	it.each([
		['❤', '❤️', 'accepted'],
		['👍🏽', '👍', 'unchanged'],
	])('of the emoji %s where %s stands is %s', async (emoji, stands, outcome) => {
		const { said } = await send(
			accepting(async () => ({ tapbacks: [own({ type: 'emoji', emoji: stands })] })),
			{ reaction: 'emoji', emoji },
		);
		expect(said).toMatchObject({ outcome });
	});

	it('is no more than accepted where ours is of a kind this version doesn’t know', async () => {
		expect(await removeWhere(own({ type: 'unknown', name: 'sparkle' }))).toEqual({
			outcome: 'accepted',
			previous: undefined,
			reason: undefined,
		});
	});

	it('is no more than accepted where what stands can’t be read', async () => {
		const failing = accepting(async () => await Promise.reject(new TapbackError('NOT_ALLOWED', 'no')));
		expect(await send(failing)).toMatchObject({ said: { outcome: 'accepted', previous: undefined }, requests: ['POST'] });
	});

	it('doesn’t wait long to know: a read that fails is not repeated', async () => {
		const read: Provider['read'] = async (call) => (await call({ method: 'GET', path: '/m1', idempotent: true }), { tapbacks: [] });
		expect(await send(accepting(read), {}, [lostAnswer()])).toMatchObject({
			said: { outcome: 'accepted' },
			requests: ['GET', 'POST'],
			pauses: [],
		});
	});

	it('hides no bug of the read', async () => {
		const bug = new TypeError('a bug');
		await expect(send(accepting(async () => await Promise.reject(bug)))).rejects.toBe(bug);
	});
});

describe('an addition', () => {
	it('reads nothing before', async () => {
		let reads = 0;
		const provider = accepting(async () => ((reads += 1), { tapbacks: [] }));
		expect((await send(provider, { action: 'add' })).said).toMatchObject({ outcome: 'accepted' });
		expect(reads).toBe(0);
	});
});

describe('a removal whose answer tells', () => {
	it('reads nothing before', async () => {
		const provider = { ...accepting(async () => await Promise.reject(new Error('It was read.'))), removal: 'request' } as const;
		expect((await send(provider)).said).toMatchObject({ outcome: 'accepted' });
	});
});
