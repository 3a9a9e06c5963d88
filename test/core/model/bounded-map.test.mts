import { describe, expect, it } from '@jest/globals';

import { createBoundedMap } from '../../../core/model/bounded-map.ts';

describe('a bounded map', () => {
	it('holds no more than its limit, and forgets the entry that was set longest ago', () => {
		const map = createBoundedMap<number>(2);
		map.set('a', 1);
		map.set('b', 2);
		map.set('c', 3);
		expect([...map]).toEqual([
			['b', 2],
			['c', 3],
		]);
	});

	it('makes an entry that is set again the newest', () => {
		const map = createBoundedMap<number>(2);
		map.set('a', 1);
		map.set('b', 2);
		map.set('a', 3);
		map.set('c', 4);
		expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4]);
	});

	it('says whether there was an entry to delete', () => {
		const map = createBoundedMap<number>();
		map.set('a', 1);
		expect([map.delete('a'), map.delete('a'), map.get('a')]).toEqual([true, false, undefined]);
	});
});
