import { sleep } from 'n8n-workflow';

import { createKeyedMutex } from '../../core';

/** Records ids in n8n's database, and returns the new ones. */
export type RecordIds = (ids: string[]) => Promise<string[]>;

/** The events that one node received, recorded in n8n's database. */
export interface EventHistory {
	/**
	 * Records events, and returns the new ones. `isOnlyWriter`: no other process writes this history, so one write is enough.
	 * @throws what `recordIds` throws
	 */
	record(ids: string[], recordIds: RecordIds, options?: { isOnlyWriter?: boolean }): Promise<string[]>;
}

/**
 * Pause before ids are recorded again: the age of the youngest id, within these bounds. The pause is random in part, because
 * two processes with equal pauses would clash again.
 */
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1000;
const PAUSE_SPREAD = 0.5;
/** The longest time that a busy process takes between reading the row and writing it back. */
const SETTLED_AFTER_MS = 1500;
const MOST_UNCONFIRMED = 200;

interface Request {
	ids: string[];
	isOnlyWriter: boolean;
	resolve(fresh: string[]): void;
	reject(error: unknown): void;
}

/**
 * n8n stores the history of a node in one row, which it reads, extends and writes back without a lock. So this process makes
 * one write at a time, with all ids that wait for it. And another worker of queue mode that read the row before this write
 * may write the row back without these ids. So ids are recorded again until they were in the row for `SETTLED_AFTER_MS`.
 */
export function createEventHistory(): EventHistory {
	const mutex = createKeyedMutex();
	const waiting: Request[] = [];
	/** Ids that another process may still remove from the row, with the time of the write that added them. */
	const unconfirmed = new Map<string, number>();
	let isConfirming = false;

	async function write(requests: readonly Request[], recordIds: RecordIds): Promise<string[]> {
		const all = [...new Set([...unconfirmed.keys(), ...requests.flatMap(({ ids }) => ids)])];
		const safe = new Set(requests.flatMap(({ ids, isOnlyWriter }) => (isOnlyWriter ? ids : [])));
		const startedAt = Date.now();
		const wereAbsent = await recordIds(all);
		const fresh = wereAbsent.filter((id) => !unconfirmed.has(id));
		for (const [id, addedAt] of unconfirmed) {
			if (startedAt - addedAt >= SETTLED_AFTER_MS) unconfirmed.delete(id);
			// The clock was set back: count from now, instead of waiting until the clock has caught up.
			else if (addedAt > startedAt) unconfirmed.set(id, startedAt);
		}
		for (const id of wereAbsent) if (!safe.has(id)) unconfirmed.set(id, Date.now());
		for (const [oldest] of unconfirmed) {
			if (unconfirmed.size <= MOST_UNCONFIRMED) break;
			unconfirmed.delete(oldest);
		}
		return fresh;
	}

	async function writeWaiting(recordIds: RecordIds): Promise<void> {
		const requests = waiting.splice(0);
		if (requests.length === 0) return;
		try {
			const fresh = new Set(await write(requests, recordIds));
			for (const { ids, resolve } of requests) resolve(ids.filter((id) => fresh.delete(id)));
		} catch (error) {
			for (const { reject } of requests) reject(error);
		}
	}

	async function confirm(recordIds: RecordIds): Promise<void> {
		if (isConfirming) return;
		isConfirming = true;
		while (unconfirmed.size > 0) {
			const youngestMs = Date.now() - Math.max(...unconfirmed.values());
			const pauseMs = Math.min(Math.max(youngestMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
			await sleep(pauseMs * (1 + Math.random() * PAUSE_SPREAD));
			await mutex('', async () => await write([], recordIds)).catch(() => unconfirmed.clear());
		}
		isConfirming = false;
	}

	return {
		async record(ids, recordIds, { isOnlyWriter = false } = {}) {
			const recorded = new Promise<string[]>((resolve, reject) => waiting.push({ ids, isOnlyWriter, resolve, reject }));
			// It may reject during another request's write, before it is awaited below.
			recorded.catch(() => undefined);
			await mutex('', async () => await writeWaiting(recordIds));
			const fresh = await recorded;
			void confirm(recordIds);
			return fresh;
		},
	};
}
