import { sleep } from 'n8n-workflow';

import { createKeyedMutex } from '../../core';

/** Records ids in n8n's database, and returns those that were new. */
export type RecordIds = (ids: string[]) => Promise<string[]>;

/** The events one node has seen, as its n8n remembers them. */
export interface EventHistory {
	/**
	 * Records events, and returns the new ones. If no other process writes this history, one write is enough.
	 * @throws what `recordIds` throws
	 */
	record(ids: string[], recordIds: RecordIds, options?: { isOnlyWriter?: boolean }): Promise<string[]>;
}

/** Pause before an id is recorded again: the age of the youngest id, within these bounds. It varies, because two processes with equal pauses would clash again. */
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 1000;
const PAUSE_SPREAD = 0.5;
/** Maximum time of a busy process between reading the row and writing it back. */
const SETTLED_AFTER_MS = 1500;
const MOST_UNCONFIRMED = 200;

interface Asked {
	ids: string[];
	isOnlyWriter: boolean;
	answer(fresh: string[]): void;
	fail(error: unknown): void;
}

/**
 * n8n keeps the history of a node in one row, which it reads, extends and writes back without a lock. Two things follow.
 * Ids that wait at the same time are recorded together, one write at a time. And a worker of queue mode that read the row
 * before that write may write it back without these ids: so they are recorded again, until they were there for a while.
 */
export function createEventHistory(): EventHistory {
	const inTurn = createKeyedMutex();
	const waiting: Asked[] = [];
	/** Ids that another process may still take out again, with the time of the write that put them in. */
	const unconfirmed = new Map<string, number>();
	let isConfirming = false;

	async function write(asked: readonly Asked[], recordIds: RecordIds): Promise<string[]> {
		const all = [...new Set([...unconfirmed.keys(), ...asked.flatMap(({ ids }) => ids)])];
		const safe = new Set(asked.flatMap(({ ids, isOnlyWriter }) => (isOnlyWriter ? ids : [])));
		const startedAt = Date.now();
		const wereAbsent = await recordIds(all);
		const fresh = wereAbsent.filter((id) => !unconfirmed.has(id));
		for (const [id, putInAt] of unconfirmed) {
			if (startedAt - putInAt >= SETTLED_AFTER_MS) unconfirmed.delete(id);
			// The clock was set back: the time counts from now, instead of until the clock has caught up.
			else if (putInAt > startedAt) unconfirmed.set(id, startedAt);
		}
		for (const id of wereAbsent) if (!safe.has(id)) unconfirmed.set(id, Date.now());
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
			const fresh = new Set(await write(asked, recordIds));
			for (const { ids, answer } of asked) answer(ids.filter((id) => fresh.delete(id)));
		} catch (error) {
			for (const { fail } of asked) fail(error);
		}
	}

	async function confirm(recordIds: RecordIds): Promise<void> {
		if (isConfirming) return;
		isConfirming = true;
		while (unconfirmed.size > 0) {
			const youngestMs = Date.now() - Math.max(...unconfirmed.values());
			const pauseMs = Math.min(Math.max(youngestMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
			await sleep(pauseMs * (1 + Math.random() * PAUSE_SPREAD));
			await inTurn('', async () => await write([], recordIds)).catch(() => unconfirmed.clear());
		}
		isConfirming = false;
	}

	return {
		async record(ids, recordIds, { isOnlyWriter = false } = {}) {
			const answered = new Promise<string[]>((answer, fail) => waiting.push({ ids, isOnlyWriter, answer, fail }));
			// It may fail in the turn of another one, before it is waited for below.
			answered.catch(() => undefined);
			await inTurn('', async () => await writeWaiting(recordIds));
			const fresh = await answered;
			void confirm(recordIds);
			return fresh;
		},
	};
}
