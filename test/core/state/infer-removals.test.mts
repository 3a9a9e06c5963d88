import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { LiveTapback } from '../../../core/model/tapback-event.ts';
import { inferRemovals } from '../../../core/state/infer-removals.ts';
import type { Observations } from '../../../core/state/observation.ts';
import { CLASSIC_REACTIONS, type InboundReaction } from '../../../core/model/reaction.ts';
import type { MessageTapbacks } from '../../../core/providers/reactions.ts';
import { LIVE } from '../../harness/core/made-up-event.mts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const MINUTE = 60_000;

const PLACED: LiveTapback = { ...LIVE, partIndex: 0, conversationId: 'c1', occurredAt: '2026-01-01T11:00:00.000Z', reactionId: 'r1' };
const on = (messageId: string, ...tapbacks: Array<Partial<LiveTapback>>): MessageTapbacks => ({
	messageId,
	tapbacks: tapbacks.map((changes) => ({ ...PLACED, messageId, ...changes })),
});

/** Looks once a minute; what each look found gone, as `message reaction`. */
function looks(...reads: MessageTapbacks[][]): string[][] {
	let seen: Observations = new Map();
	return reads.map((messages, minute) => {
		const { removed, current } = inferRemovals(seen, { provider: 'madeup', messages, readAt: NOON + minute * MINUTE, settleMs: 30_000 });
		seen = current;
		return removed.map(({ tapback }) => `${tapback.messageId} ${tapback.emoji ?? tapback.reaction}`);
	});
}

describe('gone is', () => {
	it('what stood at the look before, and doesn’t any more', () => {
		expect(looks([on('m1', {})], [on('m1')])).toEqual([[], ['m1 ❤️']]);
		expect(looks([on('m1', {}), on('m2', {})], [on('m1', {}), on('m2')])).toEqual([[], ['m2 ❤️']]);
	});

	it('told once', () => {
		expect(looks([on('m1', {})], [on('m1')], [on('m1')])).toEqual([[], ['m1 ❤️'], []]);
	});

	it('what stood on a message whose id is written in capitals now', () => {
		const id = 'abcdef11-2222-4333-8444-5555555555ab';
		expect(looks([on(id, {})], [on(id.toUpperCase(), {})], [on(id.toUpperCase())])).toEqual([[], [], [`${id.toUpperCase()} ❤️`]]);
		expect(looks([on(id, {})], [on(id.toUpperCase())])).toEqual([[], [`${id} ❤️`]]);
	});

	it('nothing that was never seen', () => {
		expect(looks([on('m1')], [on('m1')])).toEqual([[], []]);
	});

	it('nothing where another one took its place', () => {
		expect(looks([on('m1', {})], [on('m1', { reaction: { type: 'like' }, reactionId: 'r2' })])).toEqual([[], []]);
		expect(looks([on('m1', {})], [on('m1', { reaction: { type: 'sticker' }, reactionId: 'r2' })])).toEqual([[], []]);
	});

	it('the one that took its place, when that is gone', () => {
		expect(looks([on('m1', {})], [on('m1', { reaction: { type: 'like' } })], [on('m1')])).toEqual([[], [], ['m1 👍']]);
	});

	it('nothing where it was put there again', () => {
		expect(looks([on('m1', {})], [on('m1', { reactionId: 'r2' })])).toEqual([[], []]);
	});

	it('each person’s own, on each part', () => {
		const others = [{ actor: '+12025550124' }, { partIndex: 1 }, { isFromMe: true, actor: null }];
		expect(looks([on('m1', {}, ...others)], [on('m1', ...others)])).toEqual([[], ['m1 ❤️']]);
		expect(looks([on('m1', {}, ...others)], [on('m1', {})])).toEqual([[], ['m1 ❤️', 'm1 ❤️', 'm1 ❤️']]);
	});

	it('nothing on a message that wasn’t read', () => {
		expect(looks([on('m1', {})], [on('m2')])).toEqual([[], []]);
		expect(looks([on('m1', {})], [])).toEqual([[], []]);
	});

	it('nothing on a message that comes into sight again empty', () => {
		expect(looks([on('m1', {})], [], [on('m1')])).toEqual([[], [], []]);
	});

	it('nothing on a message with a tapback of nobody known', () => {
		const nobody = { actor: null, reactionId: 'r2' };
		expect(looks([on('m1', {})], [on('m1', nobody)])).toEqual([[], []]);
		expect(looks([on('m1', {})], [on('m1', nobody), on('m1')])).toEqual([[], []]);
	});

	it('nothing where a message is listed twice and one copy shows it', () => {
		expect(looks([on('m1', {})], [on('m1', {}), on('m1')])).toEqual([[], []]);
	});
});

describe('what was seen so late that the list may lag behind', () => {
	const readAt = NOON;
	const { current: seen } = inferRemovals(new Map(), { provider: 'madeup', messages: [on('m1', {})], readAt, settleMs: 0 });
	const lookAt = (ms: number, ...messages: MessageTapbacks[]) =>
		inferRemovals(seen, { provider: 'madeup', messages, readAt: NOON + ms, settleMs: 30_000 });

	it('isn’t judged, and stays remembered', () => {
		const { removed, current } = lookAt(29_999, on('m1'));
		expect(removed).toEqual([]);
		expect(current).toEqual(seen);
		expect(lookAt(30_000, on('m1')).removed).toHaveLength(1);
	});

	it('isn’t overwritten by an older one that the list still shows', () => {
		const { current } = lookAt(1000, on('m1', { reaction: { type: 'like' } }));
		expect(current).toEqual(seen);
	});
});

describe('a look', () => {
	const reaction = fc.oneof(
		fc.constantFrom(...CLASSIC_REACTIONS).map((type): InboundReaction => ({ type })),
		fc.constantFrom('🔥', '❤️', '🎉').map((emoji): InboundReaction => ({ type: 'emoji', emoji })),
		fc.constantFrom<InboundReaction>({ type: 'sticker' }, { type: 'unknown', name: 'new' }),
	);
	const tapback = fc.record({
		reaction,
		partIndex: fc.constantFrom(null, 0, 1),
		actor: fc.constantFrom('a', 'b', null),
		isFromMe: fc.boolean(),
		reactionId: fc.constantFrom('r1', 'r2', 'r3', null),
		occurredAt: fc.constantFrom(PLACED.occurredAt, '2026-01-01T11:00:01.000Z', null),
	});
	const read = fc.array(
		fc.tuple(fc.constantFrom('m1', 'm2', 'm3'), fc.array(tapback, { maxLength: 4 })).map(([id, all]) => on(id, ...all)),
		{ maxLength: 4 },
	);
	const placeOf = (one: Pick<LiveTapback, 'messageId' | 'partIndex' | 'actor' | 'isFromMe'>) =>
		[one.messageId, one.partIndex ?? 0, one.isFromMe ? 'me' : one.actor].join();

	it('never takes for removed what still stands, or stood nowhere, or wasn’t read', () => {
		fc.assert(
			fc.property(fc.array(read, { minLength: 2, maxLength: 6 }), (reads) => {
				let seen: Observations = new Map();
				const everSeen = new Set<string>();
				reads.forEach((messages, minute) => {
					const look = inferRemovals(seen, { provider: 'madeup', messages, readAt: NOON + minute * MINUTE, settleMs: 1 });
					const shown = new Set(messages.flatMap(({ tapbacks }) => tapbacks).map(placeOf));
					const wasRead = new Set(messages.map(({ messageId }) => messageId));
					for (const { tapback: gone } of look.removed) {
						expect(shown).not.toContain(placeOf(gone));
						expect(everSeen).toContain(`${placeOf(gone)} ${gone.emoji ?? gone.reaction}`);
						expect(wasRead).toContain(gone.messageId);
					}
					for (const { tapbacks } of messages) {
						for (const one of tapbacks) {
							const kind = one.reaction.type === 'emoji' ? one.reaction.emoji : one.reaction.type;
							everSeen.add(`${placeOf(one)} ${GLYPHS[kind] ?? kind}`);
						}
					}
					seen = look.current;
				});
			}),
		);
	});

	it('gives a tapback the same id in whatever process, and however often, it is seen', () => {
		fc.assert(
			fc.property(read, fc.nat(1e6), fc.nat(1e6), (messages, one, other) => {
				const idsAt = (ms: number) => {
					const { current } = inferRemovals(new Map(), { provider: 'madeup', messages, readAt: NOON + ms, settleMs: 1 });
					return [...current.values()].map(({ id }) => id);
				};
				expect(idsAt(one)).toEqual(idsAt(other));
			}),
		);
	});
});

const GLYPHS: Record<string, string> = { love: '❤️', like: '👍', dislike: '👎', laugh: '😂', emphasize: '‼️', question: '❓' };
