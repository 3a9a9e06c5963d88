import { sleep } from 'n8n-workflow';

import { createKeyedMutex } from '../../core';

/** By then the requests of the current items are sent, and the processor is idle. */
const LOOK_AHEAD_AFTER_MS = 10;

/**
 * Runs a task for each item, several at a time, and gives the results in input order. Items with the same key run one after
 * another, in input order, so that the last one decides.
 * @throws the error of the first failed item, after the running items have ended. No item starts after an error.
 */
export async function runItems<T>(options: {
	count: number;
	concurrent: number;
	/** Called once for each item. Called ahead while requests are running, because an expression takes longer than the rest of an item. */
	keyOf: (index: number) => string;
	task: (index: number) => Promise<T>;
}): Promise<T[]> {
	const { count, concurrent, keyOf, task } = options;
	const results: T[] = [];
	const errors: Array<{ index: number; error: unknown }> = [];
	const keys: string[] = [];
	const mutex = createKeyedMutex();
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
			const turn = mutex(keyAt(index), async () => await runOne(index));
			void lookAhead();
			await turn;
		}
	}

	await Promise.all(Array.from({ length: Math.min(concurrent, count) }, work));
	const [first] = errors.sort((a, b) => a.index - b.index);
	if (first) throw first.error;
	return results;
}
