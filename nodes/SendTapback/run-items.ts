import { sleep } from 'n8n-workflow';

import { createKeyedMutex } from '../../core';

/** By then a request is on its way, and the processor has nothing to do. */
const LOOK_AHEAD_AFTER_MS = 10;

/**
 * Runs a task for each item, several at a time, and gives the results in input order.
 * Items with the same key run one after the other, in input order: the last one shall win.
 * After a task has thrown, no further item is started; what runs is finished, then the first error is thrown.
 */
export async function runItems<T>(options: {
	count: number;
	concurrent: number;
	/** Asked once for each item, ahead of its turn where there is time: an expression takes longer than all the rest. */
	keyOf: (index: number) => string;
	task: (index: number) => Promise<T>;
}): Promise<T[]> {
	const { count, concurrent, keyOf, task } = options;
	const results: T[] = [];
	const errors: Array<{ index: number; error: unknown }> = [];
	const keys: string[] = [];
	const inTurn = createKeyedMutex();
	let next = 0;

	async function runOne(index: number): Promise<void> {
		if (errors.length > 0) return;
		try {
			results[index] = await task(index);
		} catch (error) {
			errors.push({ index, error });
		}
	}

	const isOver = () => next >= count || errors.length > 0;

	function keyAt(index: number): string {
		const known = keys[index] ?? keyOf(index);
		keys[index] = known;
		return known;
	}

	async function lookAhead(): Promise<void> {
		await sleep(LOOK_AHEAD_AFTER_MS);
		const ahead = Math.max(next, keys.length);
		if (!isOver() && ahead < Math.min(count, next + concurrent)) keyAt(ahead);
	}

	async function work(): Promise<void> {
		while (!isOver()) {
			const index = next;
			next += 1;
			const turn = inTurn(keyAt(index), async () => await runOne(index));
			void lookAhead();
			await turn;
		}
	}

	await Promise.all(Array.from({ length: Math.min(concurrent, count) }, work));
	const [first] = errors.sort((a, b) => a.index - b.index);
	if (first) throw first.error;
	return results;
}
