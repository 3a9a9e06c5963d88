import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { runItems } from '../../../nodes/SendTapback/run-items.ts';

const settle = async () => await new Promise<void>((resolve) => setImmediate(resolve));

/** Items that end when the test says so, in any order. */
function setUp(keys: string[], concurrent: number) {
	const open = new Map<number, { end: () => void; fail: (error: Error) => void }>();
	const started: number[] = [];
	let most = 0;
	const result = runItems({
		count: keys.length,
		concurrent,
		keyOf: (index) => keys[index] ?? '',
		task: async (index) =>
			await new Promise<string>((resolve, reject) => {
				started.push(index);
				open.set(index, { end: () => resolve(`r${index}`), fail: reject });
				most = Math.max(most, open.size);
			}),
	});
	result.catch(() => {});
	const end = async (index: number) => {
		open.get(index)?.end();
		open.delete(index);
		await settle();
	};
	return {
		result,
		started,
		most: () => most,
		end,
		async fail(index: number) {
			open.get(index)?.fail(new Error(`e${index}`));
			open.delete(index);
			await settle();
		},
		async endAll() {
			await settle();
			while (open.size > 0) for (const index of [...open.keys()]) await end(index);
		},
	};
}

const distinct = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);

describe('items', () => {
	it('give their results in input order, whichever ends first', async () => {
		const { result, end } = setUp(distinct(3), 3);
		await settle();
		for (const index of [2, 0, 1]) await end(index);
		await expect(result).resolves.toEqual(['r0', 'r1', 'r2']);
	});

	it.each([
		[1, 10, 1],
		[4, 10, 4],
		[10, 3, 3],
	])('with room for %i of %i run %i at a time', async (concurrent, count, expected) => {
		const { result, most, endAll } = setUp(distinct(count), concurrent);
		await endAll();
		await expect(result).resolves.toHaveLength(count);
		expect(most()).toBe(expected);
	});

	it('may be none', async () => {
		await expect(setUp([], 5).result).resolves.toEqual([]);
	});

	it('of one key run one after the other in input order, others beside them', async () => {
		const { result, started, end, endAll } = setUp(['a', 'a', 'b', 'a'], 4);
		await settle();
		expect(started).toEqual([0, 2]);
		await end(0);
		expect(started).toEqual([0, 2, 1]);
		await end(1);
		expect(started).toEqual([0, 2, 1, 3]);
		await endAll();
		await expect(result).resolves.toEqual(['r0', 'r1', 'r2', 'r3']);
	});

	it('of one key only, more than there is room for, all get their turn', async () => {
		const { result, started, most, endAll } = setUp(
			Array.from({ length: 30 }, () => 'a'),
			3,
		);
		await endAll();
		await expect(result).resolves.toHaveLength(30);
		expect(started).toEqual(Array.from({ length: 30 }, (_, index) => index));
		expect(most()).toBe(1);
	});
});

describe('after an error', () => {
	it('no further item is started, what runs is finished, and then the error is thrown', async () => {
		const { result, started, fail, end } = setUp(distinct(6), 2);
		let ended = false;
		result.catch(() => (ended = true));
		await settle();
		await fail(0);
		expect([started, ended]).toEqual([[0, 1], false]);
		await end(1);
		expect(started).toEqual([0, 1]);
		await expect(result).rejects.toThrow('e0');
	});

	it('of one key the next of that key is not started, though it was waiting', async () => {
		const { result, started, fail } = setUp(['a', 'a', 'a'], 3);
		await settle();
		await fail(0);
		await expect(result).rejects.toThrow('e0');
		expect(started).toEqual([0]);
	});

	it('of several the one of the first item is thrown', async () => {
		const { result, fail } = setUp(distinct(3), 3);
		await settle();
		await fail(2);
		await fail(0);
		await fail(1);
		await expect(result).rejects.toThrow('e0');
	});

	it('in finding a key it is thrown, too', async () => {
		const keyOf = () => {
			throw new Error('no parameter');
		};
		await expect(runItems({ count: 2, concurrent: 2, keyOf, task: async () => 'x' })).rejects.toThrow('no parameter');
	});
});

it('keys are asked for once each, and ahead while what was started is under way', async () => {
	const asked: number[] = [];
	const ends: Array<() => void> = [];
	const result = runItems({
		count: 6,
		concurrent: 2,
		keyOf: (index) => {
			asked.push(index);
			return `k${index}`;
		},
		task: async () => await new Promise<void>((resolve) => ends.push(resolve)),
	});
	expect(asked).toEqual([0, 1]);
	await sleep(50);
	expect(asked).toEqual([0, 1, 2, 3]);
	while (ends.length > 0) {
		ends.splice(0).forEach((end) => end());
		await settle();
	}
	await result;
	expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
});
