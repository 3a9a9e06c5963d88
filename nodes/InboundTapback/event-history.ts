import { sleep } from 'n8n-workflow';

import { createTurns } from '../shared/one-at-a-time';

/** Records ids in n8n's database, and says which of them it did not know. */
export type RecordIds = (ids: string[]) => Promise<string[]>;

/** The events one node has seen, as its n8n remembers them. */
export interface EventHistory {
	/**
	 * Records events, and says which of them are new.
	 * @throws what `recordIds` throws
	 */
	record(ids: string[], recordIds: RecordIds): Promise<string[]>;
}

const CONFIRM_AFTER_MS = 100;
/** Two processes that wait equally long would meet again. */
const CONFIRM_SPREAD_MS = 200;
const MOST_UNCONFIRMED = 200;

interface Asked {
	ids: string[];
	answer(fresh: string[]): void;
	fail(error: unknown): void;
}

/**
 * n8n keeps the history of a node in one row, which it reads, extends and writes back without a lock. Two things follow.
 * What waits at the same time is recorded together, one write at a time. And as a worker of queue mode that read the
 * row before that write may write it back without these ids, they are recorded again a moment later, until they were there.
 */
export function createEventHistory(): EventHistory {
	const oneAtATime = createTurns();
	const waiting: Asked[] = [];
	/** Ids that another process may still take out again, with the number of the write that put them in. */
	const unconfirmed = new Map<string, number>();
	let writes = 0;
	let isConfirming = false;

	async function write(ids: Iterable<string>, recordIds: RecordIds): Promise<string[]> {
		const all = [...new Set([...unconfirmed.keys(), ...ids])];
		const wereAbsent = await recordIds(all);
		writes += 1;
		const fresh = wereAbsent.filter((id) => !unconfirmed.has(id));
		for (const id of wereAbsent) unconfirmed.set(id, writes);
		for (const [oldest] of unconfirmed) {
			if (unconfirmed.size <= MOST_UNCONFIRMED) break;
			unconfirmed.delete(oldest);
		}
		return fresh;
	}

	async function writeWaiting(recordIds: RecordIds): Promise<void> {
		const asked = waiting.splice(0);
		if (asked.length === 0) return;
		try {
			const fresh = new Set(await write(new Set(asked.flatMap(({ ids }) => ids)), recordIds));
			for (const { ids, answer } of asked) answer(ids.filter((id) => fresh.delete(id)));
		} catch (error) {
			for (const { fail } of asked) fail(error);
		}
	}

	async function confirm(recordIds: RecordIds): Promise<void> {
		if (isConfirming) return;
		isConfirming = true;
		while (unconfirmed.size > 0) {
			const writesBefore = writes;
			await sleep(CONFIRM_AFTER_MS + Math.random() * CONFIRM_SPREAD_MS);
			await oneAtATime('', async () => await write([], recordIds)).catch(() => unconfirmed.clear());
			for (const [id, write] of unconfirmed) if (write <= writesBefore) unconfirmed.delete(id);
		}
		isConfirming = false;
	}

	return {
		async record(ids, recordIds) {
			const answered = new Promise<string[]>((answer, fail) => waiting.push({ ids, answer, fail }));
			await oneAtATime('', async () => await writeWaiting(recordIds));
			const fresh = await answered;
			void confirm(recordIds);
			return fresh;
		},
	};
}
