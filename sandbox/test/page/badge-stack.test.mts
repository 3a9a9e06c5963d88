import { describe, expect, it } from '@jest/globals';
import { stackBadges } from '../../page/messages/badge-stack.mts';
import { ANA, BEN, LINE, tapback } from '../harness/made-up-messages.mts';

const at = (minute: number) => `2026-10-12T14:0${minute}:00.000Z`;
const shownIds = (...args: Parameters<typeof stackBadges>) => stackBadges(...args).shown.map(({ tapback: { id } }) => id);

describe('the badges on a bubble', () => {
	it('are those of its part', () => {
		expect(shownIds([tapback({ id: 'a' }), tapback({ id: 'b', partIndex: 1 })], { partIndex: 1, holder: ANA })).toEqual(['b']);
		expect(stackBadges([], { partIndex: 0, holder: ANA })).toEqual({ shown: [], total: 0 });
	});

	it('have the holder’s own in front, then the newest', () => {
		const tapbacks = [
			tapback({ id: 'mine', at: at(1) }),
			tapback({ id: 'old', actor: BEN, at: at(2) }),
			tapback({ id: 'new', actor: LINE, at: at(3) }),
		];
		expect(shownIds(tapbacks, { partIndex: 0, holder: ANA })).toEqual(['mine', 'new', 'old']);
		expect(stackBadges(tapbacks, { partIndex: 0, holder: ANA }).shown.map(({ isMine }) => isMine)).toEqual([true, false, false]);
		expect(shownIds(tapbacks, { partIndex: 0, holder: BEN })).toEqual(['old', 'new', 'mine']);
	});

	it('are three at most, with the number of all', () => {
		const tapbacks = [1, 2, 3, 4].map((minute) => tapback({ id: `t${minute}`, actor: `+1202555014${minute}`, at: at(minute) }));
		expect(stackBadges(tapbacks, { partIndex: 0, holder: ANA })).toMatchObject({ total: 4, shown: { length: 3 } });
	});

	it('keep the classic heart and the emoji ❤️ apart', () => {
		const tapbacks = [tapback(), tapback({ actor: BEN, reaction: 'emoji', emoji: '❤️' })];
		expect(stackBadges(tapbacks, { partIndex: 0, holder: ANA }).shown.map(({ tapback: { reaction } }) => reaction)).toEqual([
			'love',
			'emoji',
		]);
	});
});
