import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { InboundReaction } from '../../../core/model/reaction.ts';
import type { LiveTapback } from '../../../core/model/tapback-event.ts';
import { tallyOf } from '../../../core/state/tally.ts';
import { LIVE } from '../../harness/core/made-up-event.mts';

const ANN = '+12025550101';
const BEN = '+12025550102';

const tap = (reaction: InboundReaction, changes: Partial<LiveTapback> = {}): LiveTapback => ({
	...LIVE,
	...{ reaction, partIndex: 0, actor: ANN, occurredAt: '2026-01-01T00:01:00.000Z' },
	...changes,
});
const like = (changes: Partial<LiveTapback> = {}) => tap({ type: 'like' }, changes);
const emoji = (text: string, changes: Partial<LiveTapback> = {}) => tap({ type: 'emoji', emoji: text }, changes);

const NONE = { love: 0, like: 0, dislike: 0, laugh: 0, emphasize: 0, question: 0 };

describe('a tally', () => {
	it('of nothing has the six at zero', () => {
		expect(tallyOf([])).toEqual({ total: 0, counts: NONE, people: [], own: [], anonymous: 0 });
	});

	it('counts people by reaction', () => {
		const { total, counts } = tallyOf([like(), like({ actor: BEN }), emoji('🎉', { actor: '+12025550103' })]);
		expect({ total, counts }).toEqual({ total: 3, counts: { ...NONE, like: 2, '🎉': 1 } });
	});

	it('names each person once, with all that they have and since when', () => {
		expect(tallyOf([like(), tap({ type: 'sticker' }, { occurredAt: null })]).people).toEqual([
			{
				actor: ANN,
				reactions: [
					{ reaction: 'like', emoji: '👍', since: '2026-01-01T00:01:00.000Z' },
					{ reaction: 'sticker', emoji: null, since: null },
				],
			},
		]);
	});

	it('counts a person with two reactions once for each', () => {
		expect(tallyOf([like(), emoji('🎉')])).toMatchObject({ total: 2, counts: { like: 1, '🎉': 1 } });
	});

	it('counts the same reaction on two parts once, since the first of them', () => {
		const later = like({ partIndex: 1, occurredAt: '2026-01-01T00:09:00.000Z' });
		for (const live of [
			[like(), later],
			[later, like()],
		]) {
			expect(tallyOf(live)).toMatchObject({ total: 1, people: [{ reactions: [{ since: '2026-01-01T00:01:00.000Z' }] }] });
		}
	});

	it('knows a person by the number in another form', () => {
		expect(tallyOf([like(), like({ actor: '+1 (202) 555-0101', partIndex: 1 })]).total).toBe(1);
	});

	it('lists people in the order in which they tapped, those of unknown time last', () => {
		const live = [
			like({ actor: '+12025550103', occurredAt: null }),
			like({ actor: BEN, occurredAt: '2026-01-01T00:02:00.000Z' }),
			like({ occurredAt: '2026-01-01T00:01:00.000Z' }),
		];
		expect(tallyOf(live).people.map(({ actor }) => actor)).toEqual([ANN, BEN, '+12025550103']);
	});

	it('keeps the classic heart and the emoji apart', () => {
		expect(tallyOf([tap({ type: 'love' }), emoji('❤️', { actor: BEN })]).counts).toEqual({ ...NONE, love: 1, '❤️': 1 });
	});

	it('takes two spellings of an emoji for one', () => {
		expect(tallyOf([emoji('❤'), emoji('❤️', { actor: BEN })]).counts).toEqual({ ...NONE, '❤️': 2 });
	});

	it('lists our own tapbacks apart from the votes', () => {
		expect(tallyOf([like({ isFromMe: true, actor: null }), like()])).toMatchObject({
			total: 1,
			counts: { like: 1 },
			people: [{ actor: ANN }],
			own: [{ reaction: 'like', emoji: '👍' }],
		});
	});

	it('gives a tapback of nobody known no vote, and says that there is one', () => {
		expect(tallyOf([like({ actor: null }), like()])).toMatchObject({ total: 1, anonymous: 1, people: [{ actor: ANN }] });
	});

	it('never counts a person twice for one reaction', () => {
		const reaction = fc.oneof(
			fc.constantFrom<InboundReaction>({ type: 'love' }, { type: 'like' }, { type: 'sticker' }, { type: 'unknown', name: 'wave' }),
			fc.constantFrom('❤', '❤️', '🎉', '👍🏽').map((text): InboundReaction => ({ type: 'emoji', emoji: text })),
		);
		const one = fc.record({
			reaction,
			actor: fc.constantFrom(ANN, BEN, 'sam@example.com', 'Sam@Example.com', null),
			partIndex: fc.constantFrom(null, 0, 1),
			isFromMe: fc.boolean(),
			occurredAt: fc.constantFrom(null, '2026-01-01T00:01:00.000Z', '2026-01-01T00:02:00.000Z'),
		});
		fc.assert(
			fc.property(fc.array(one, { maxLength: 30 }), (taps) => {
				const { total, counts, people } = tallyOf(taps.map(({ reaction: of, ...changes }) => tap(of, changes)));
				expect(new Set(people.map(({ actor }) => actor)).size).toBe(people.length);
				for (const { reactions } of people) {
					expect(new Set(reactions.map((each) => `${each.reaction} ${each.emoji}`)).size).toBe(reactions.length);
				}
				for (const count of Object.values(counts)) expect(count).toBeLessThanOrEqual(people.length);
				expect(total).toBe(people.flatMap(({ reactions }) => reactions).length);
			}),
		);
	});

	it('is the same in whatever order the provider lists the tapbacks', () => {
		const live = [
			like(),
			emoji('🎉', { occurredAt: '2026-01-01T00:03:00.000Z' }),
			like({ actor: BEN, occurredAt: '2026-01-01T00:02:00.000Z' }),
		];
		fc.assert(
			fc.property(fc.shuffledSubarray(live, { minLength: live.length }), (shuffled) => {
				expect(tallyOf(shuffled)).toEqual(tallyOf(live));
			}),
		);
	});
});
