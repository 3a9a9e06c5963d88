import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { createTimedQueue, withTimeLimit } from '../../src/storage/time-limit.mts';

const never = async () => await new Promise<never>(() => {});

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** What becomes of a promise, without waiting for it. */
function watch(promise: Promise<unknown>): { outcome: string } {
	const watched = { outcome: 'open' };
	promise.then(
		(value) => (watched.outcome = String(value)),
		(error: unknown) => (watched.outcome = String(error)),
	);
	return watched;
}

describe('a queue with limits', () => {
	it('goes on after a task that never settles', async () => {
		const queue = createTimedQueue();
		const stuck = watch(queue('key', 3000, never));
		await jest.advanceTimersByTimeAsync(3000);
		const next = watch(queue('key', 3000, async () => 'done'));
		await jest.advanceTimersByTimeAsync(0);
		expect([stuck.outcome, next.outcome]).toEqual(['Error: it took longer than 3 s', 'done']);
	});

	it('counts the wait for a turn', async () => {
		const queue = createTimedQueue();
		watch(queue('key', 3000, never));
		const waiting = watch(queue('key', 1000, async () => 'done'));
		await jest.advanceTimersByTimeAsync(1000);
		expect(waiting.outcome).toBe('Error: it took longer than 1 s');
	});

	it('doesn’t begin what was given up before its turn', async () => {
		const queue = createTimedQueue();
		let isBegun = false;
		watch(queue('key', 3000, never));
		watch(queue('key', 1000, async () => (isBegun = true)));
		await jest.advanceTimersByTimeAsync(10_000);
		expect(isBegun).toBe(false);
	});

	it('doesn’t make one key wait for another', async () => {
		const queue = createTimedQueue();
		watch(queue('key', 3000, never));
		const other = watch(queue('other', 3000, async () => 'done'));
		await jest.advanceTimersByTimeAsync(0);
		expect(other.outcome).toBe('done');
	});
});

it('a storage with a limit settles every call, and one storage gives one', async () => {
	const storage = { read: never, write: never, delete: never };
	const limited = withTimeLimit(storage);
	const calls = [limited.read(['a']), limited.write({}), limited.delete(['a'])].map(watch);
	await jest.advanceTimersByTimeAsync(3000);
	expect(calls.map(({ outcome }) => outcome)).toEqual(Array(3).fill('Error: it took longer than 3 s'));
	expect(withTimeLimit(storage)).toBe(limited);
});
