import { describe, expect, it } from '@jest/globals';

import { createToggleMemory } from '../../../core/tapbacks/toggle-memory.ts';

describe('the memory of our own tapbacks', () => {
	it('keeps what may stand, and forgets on request', () => {
		const memory = createToggleMemory();
		expect(memory.get('a')).toBeUndefined();
		memory.set('a', ['none', 'love']);
		memory.set('b', ['like']);
		expect(memory.get('a')).toEqual(['none', 'love']);
		memory.set('a', undefined);
		expect([memory.get('a'), memory.get('b')]).toEqual([undefined, ['like']]);
	});

	it('holds no more than its limit, and forgets what wasn’t written for longest', () => {
		const memory = createToggleMemory(2);
		memory.set('a', ['love']);
		memory.set('b', ['love']);
		memory.set('a', ['like']);
		memory.set('c', ['love']);
		expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([['like'], undefined, ['love']]);
	});
});
