import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { TapbackEvent } from '../../../core/model/tapback-event.ts';
import type { TapbackKey } from '../../../core/state/tapback-key.ts';
import { createLiveSet, type LiveSet } from '../../../core/state/live-set.ts';
import { EVENT } from '../../harness/core/made-up-event.mts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const BUBBLE: TapbackKey = { provider: 'madeup', messageId: 'm1', partIndex: 0, actor: '+12025550123', isFromMe: false };

type Told = Partial<TapbackEvent> & Pick<TapbackEvent, 'reaction'>;

let count = 0;
/** An event on the bubble, so many seconds after noon. */
function told(seconds: number, changes: Told): TapbackEvent {
	count += 1;
	const occurredAt = new Date(NOON + seconds * 1000).toISOString();
	return { ...EVENT, ...BUBBLE, eventId: `e${count}`, emoji: null, occurredAt, ...changes };
}
const added = (seconds: number, reaction: Told['reaction'], changes: Partial<TapbackEvent> = {}) =>
	told(seconds, { action: 'added', reaction, ...changes });
const removed = (seconds: number, reaction: Told['reaction'], changes: Partial<TapbackEvent> = {}) =>
	told(seconds, { action: 'removed', reaction, ...changes });

/** The current tapback, which another one that is added long afterwards replaces. */
function current(set: LiveSet, bubble = BUBBLE): string | undefined {
	const { replaced } = set.record(added(1_000_000, 'emoji', { emoji: '🧪', ...bubble }));
	return replaced ? (replaced.emoji ?? replaced.reaction) : undefined;
}

function after(events: readonly TapbackEvent[], bubble = BUBBLE): string | undefined {
	const set = createLiveSet();
	for (const event of events) set.record(event);
	return current(set, bubble);
}

describe('what stands', () => {
	it('is what was put there last', () => {
		expect(after([])).toBeUndefined();
		expect(after([added(0, 'love')])).toBe('love');
		expect(after([added(0, 'love'), added(1, 'like')])).toBe('like');
		expect(after([added(0, 'love'), removed(1, 'love')])).toBeUndefined();
		expect(after([added(0, 'emoji', { emoji: '🔥' })])).toBe('🔥');
	});

	it('stays where a removal names another kind', () => {
		expect(after([added(0, 'love'), removed(1, 'like')])).toBe('love');
		expect(after([added(0, 'love'), removed(1, 'emoji', { emoji: '❤️' })])).toBe('love');
		expect(after([added(0, 'emoji', { emoji: '👍🏽' }), removed(1, 'emoji', { emoji: '👍' })])).toBe('👍🏽');
	});

	it('goes with a removal that spells the emoji otherwise', () => {
		expect(after([added(0, 'emoji', { emoji: '❤️' }), removed(1, 'emoji', { emoji: '❤' })])).toBeUndefined();
	});

	it('goes with a removal whose message id is written in capitals, or whose number otherwise', () => {
		const messageId = 'abcdef11-2222-4333-8444-5555555555ab';
		const bubble = { ...BUBBLE, messageId };
		expect(after([added(0, 'love', { messageId }), removed(1, 'love', { messageId: messageId.toUpperCase() })], bubble)).toBeUndefined();
		expect(after([added(0, 'love'), removed(1, 'love', { actor: '+1 (202) 555-0123' })])).toBeUndefined();
	});

	it('is the new one of a swap, however and in whatever order it is told', () => {
		const love = added(0, 'love');
		for (const swap of [[added(5, 'like')], [removed(5, 'love'), added(5, 'like')], [added(5, 'like'), removed(5, 'love')]]) {
			expect(after([love, ...swap])).toBe('like');
		}
	});

	it('is nothing where a tapback came and went in one instant', () => {
		expect(after([added(0, 'love'), removed(0, 'love')])).toBeUndefined();
		expect(after([removed(0, 'love'), added(0, 'love')])).toBeUndefined();
	});

	it('is each person’s and each part’s own', () => {
		const other = { ...BUBBLE, actor: '+12025550199' };
		const mine = { ...BUBBLE, isFromMe: true };
		const picture = { ...BUBBLE, partIndex: 1 };
		const events = [added(0, 'love'), added(1, 'like', other), added(2, 'laugh', mine), added(3, 'question', picture)];
		expect([BUBBLE, other, mine, picture].map((bubble) => after(events, bubble))).toEqual(['love', 'like', 'laugh', 'question']);
	});

	it('is the same for part 0 and for no part', () =>
		expect(after([added(0, 'love', { partIndex: null }), removed(1, 'love')])).toBeUndefined());

	it('is not overwritten by what is older and comes late', () => {
		expect(after([added(9, 'like'), added(1, 'love')])).toBe('like');
		expect(after([added(1, 'like'), removed(9, 'like'), added(5, 'love')])).toBe('love');
		expect(after([removed(9, 'like'), added(1, 'like')])).toBeUndefined();
	});

	it('goes by when it was received where the provider tells no time', () => {
		const untimed = { occurredAt: null };
		const at = (seconds: number) => ({ ...untimed, receivedAt: new Date(NOON + seconds * 1000).toISOString() });
		expect(after([added(0, 'love', at(1)), added(0, 'like', at(2))])).toBe('like');
	});
});

describe('an event', () => {
	it('comes back with what it took the place of', () => {
		const set = createLiveSet();
		expect(set.record(added(0, 'love')).replaced).toBeNull();
		expect(set.record(added(1, 'like')).replaced).toEqual({ reaction: 'love', emoji: null });
		expect(set.record(added(2, 'like')).replaced).toBeNull();
		expect(set.record(removed(3, 'like')).replaced).toBeNull();
		expect(set.record(added(4, 'laugh')).replaced).toBeNull();
	});

	it('knows what it replaced where the removal of it came just before', () => {
		const set = createLiveSet();
		set.record(added(0, 'love'));
		set.record(removed(5, 'love'));
		expect(set.record(added(5, 'like')).replaced).toEqual({ reaction: 'love', emoji: null });
	});

	it('says the same when it comes again', () => {
		const set = createLiveSet();
		set.record(added(0, 'love'));
		const swap = added(1, 'like');
		expect(set.record(swap)).toEqual(set.record(swap));
	});

	it.each([{ messageId: null }, { actor: null }, { reaction: 'sticker' }] as const)('goes as it came with %j', (changes) => {
		const set = createLiveSet();
		set.record(added(0, 'love'));
		const event = added(1, 'like', changes);
		expect(set.record(event)).toBe(event);
		expect(current(set)).toBe('love');
	});

	it('is not replaced by one of another provider', () => {
		const set = createLiveSet();
		set.record(added(0, 'love', { provider: 'other' }));
		expect(set.record(added(1, 'like')).replaced).toBeNull();
	});
});

describe('the memory', () => {
	it('is of the bubbles that were touched last', () => {
		const set = createLiveSet({ mostHistories: 2 });
		const [a, b, c] = ['a', 'b', 'c'].map((messageId) => ({ ...BUBBLE, messageId }));
		for (const bubble of [a, b, a, c]) set.record(added(0, 'love', bubble));
		expect([a, c, b].map((bubble) => current(set, bubble))).toEqual(['love', 'love', undefined]);
	});

	it('keeps what stood when it forgets how it came, and takes nothing older any more', () => {
		const set = createLiveSet({ mostChanges: 2 });
		for (const [seconds, reaction] of [
			[1, 'love'],
			[2, 'like'],
			[3, 'laugh'],
			[4, 'question'],
		] as const) {
			set.record(added(seconds, reaction));
		}
		const late = added(1.5, 'dislike');
		expect(set.record(late)).toBe(late);
		set.record(removed(5, 'question'));
		set.record(removed(6, 'question'));
		expect(set.record(added(7, 'love')).replaced).toBeNull();
	});
});

describe('events in any order, some of them twice', () => {
	const kinds = [
		{ reaction: 'love', emoji: null },
		{ reaction: 'like', emoji: null },
		{ reaction: 'emoji', emoji: '❤️' },
	] as const;
	const changes = fc
		.array(fc.record({ action: fc.constantFrom('added' as const, 'removed' as const), kind: fc.constantFrom(...kinds), at: fc.nat(6) }), {
			maxLength: 12,
		})
		.map((list) => list.map(({ action, kind, at }, index) => told(at, { action, ...kind, eventId: `p${index}` })));
	const shuffled = changes.chain((events) =>
		fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
	);

	it('lead to the same', () => {
		fc.assert(
			fc.property(shuffled, ([events, again]) => {
				expect(after(again)).toBe(after(events));
			}),
			{ numRuns: 1000 },
		);
	});

	it('lead to Apple’s rule, played in order, where no two are of one instant', () => {
		const distinct = fc.uniqueArray(fc.record({ at: fc.nat(1000), action: fc.boolean(), kind: fc.constantFrom(...kinds) }), {
			selector: ({ at }) => at,
			maxLength: 12,
		});
		fc.assert(
			fc.property(distinct, (list) => {
				let expected: string | undefined;
				for (const { action, kind } of [...list].sort((a, b) => a.at - b.at)) {
					const word = kind.emoji ?? kind.reaction;
					if (action) expected = word;
					else if (expected === word) expected = undefined;
				}
				expect(after(list.map(({ at, action, kind }) => told(at, { action: action ? 'added' : 'removed', ...kind })))).toBe(expected);
			}),
			{ numRuns: 1000 },
		);
	});
});
