import { describe, expect, it } from '@jest/globals';

import { createRecentClaims } from '../../../../nodes/shared/webhook/recent-claims.ts';

describe('recent events', () => {
	it('let an event through once', () => {
		const recent = createRecentClaims();
		expect([recent.claim('a', 0), recent.claim('a', 0), recent.claim('b', 0), recent.claim('a', 59_999)]).toEqual([
			true,
			false,
			true,
			false,
		]);
	});

	it('can be asked for', () => {
		const recent = createRecentClaims();
		recent.claim('a', 0);
		expect([recent.isClaimed('a'), recent.isClaimed('b')]).toEqual([true, false]);
	});

	it('forget it after the window, counted from the first time', () => {
		const recent = createRecentClaims({ windowMs: 100 });
		expect([recent.claim('a', 0), recent.claim('a', 99), recent.claim('a', 100), recent.claim('a', 150)]).toEqual([
			true,
			false,
			true,
			false,
		]);
	});

	it('forget it also where the clock was set back since, and not for as long as it was set back', () => {
		const recent = createRecentClaims({ windowMs: 100 });
		expect([recent.claim('a', 3_600_000), recent.claim('a', 3_599_950), recent.claim('a', 1000), recent.claim('b', 1000)]).toEqual([
			true,
			false,
			true,
			true,
		]);
	});

	it('let the repetition of one through whose run could not be started', () => {
		const recent = createRecentClaims();
		recent.claim('a', 0);
		recent.claim('b', 0);
		recent.forget('a');
		expect([recent.claim('a', 1), recent.claim('b', 1)]).toEqual([true, false]);
	});

	it('hold no more than their limit, and forget the oldest first', () => {
		const recent = createRecentClaims({ most: 3 });
		for (const id of ['a', 'b', 'c', 'd']) expect(recent.claim(id, 0)).toBe(true);
		expect([recent.claim('d', 1), recent.claim('a', 1)]).toEqual([false, true]);
	});

	it('still tell copies when full', () => {
		const recent = createRecentClaims({ most: 3 });
		for (const id of ['a', 'b', 'c']) recent.claim(id, 0);
		for (const id of ['c', 'b', 'a']) expect(recent.claim(id, 1)).toBe(false);
	});

	it('forget nothing while the clock goes back by less than the window', () => {
		const recent = createRecentClaims({ windowMs: 100 });
		recent.claim('a', 1000);
		expect(recent.claim('a', 950)).toBe(false);
	});
});
