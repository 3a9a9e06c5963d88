import { describe, expect, it } from '@jest/globals';

import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';

const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));

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

	it('runs the tasks of one key one after the other, those of others beside them', async () => {
		const memory = createToggleMemory();
		const log: string[] = [];
		const ends: Record<string, () => void> = {};
		const task = (name: string) => async () => {
			log.push(name);
			await new Promise<void>((resolve) => (ends[name] = resolve));
			return name;
		};
		const all = Promise.all([memory.exclusive('a', task('a1')), memory.exclusive('a', task('a2')), memory.exclusive('b', task('b1'))]);
		await settle();
		expect(log).toEqual(['a1', 'b1']);
		ends.a1?.();
		await settle();
		expect(log).toEqual(['a1', 'b1', 'a2']);
		ends.a2?.();
		ends.b1?.();
		await expect(all).resolves.toEqual(['a1', 'a2', 'b1']);
	});

	it('goes on with the next task after one that failed, and passes its error on', async () => {
		const memory = createToggleMemory();
		const failed = memory.exclusive('a', async () => await Promise.reject(new Error('no')));
		const next = memory.exclusive('a', async () => 'done');
		await expect(failed).rejects.toThrow('no');
		await expect(next).resolves.toBe('done');
	});
});
