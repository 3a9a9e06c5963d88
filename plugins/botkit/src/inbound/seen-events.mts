import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { createBoundedMap } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';
import { STORAGE_TIMEOUT_MS, createTimedQueue } from '../storage/time-limit.mts';
import type { Report } from '../lifecycle/report.mts';

/** Claims each event once. */
export interface SeenEvents {
	/** True for the first claim of an event, false for a copy, also if both arrive at once. With a storage this holds across processes. */
	claim(eventId: string): Promise<boolean>;
}

interface SeenEventsOptions {
	/** Part of the storage's keys. */
	providerId: string;
	storageOf: () => Storage | undefined;
	report: Report;
	/** A call of the storage that takes longer counts as failed. */
	timeoutMs?: number;
}

const SHARDS = 32;
const MOST_PER_SHARD = 100;
const ATTEMPTS = 8;
const CLASH_PAUSE_MS = 10;
const FIRST_WRITE_MS = 100;

const shardSchema = z
	.object({ seen: z.array(z.object({ id: z.string(), by: z.string() })), eTag: z.string().optional().catch(undefined) })
	.catch({ seen: [] });

/**
 * Claims are stored in memory, up to a limit, and with a storage also there: a ring of ids in each of its shards. If the
 * storage fails, the event passes, because a repeated event is better than a lost one.
 */
export function createSeenEvents({ providerId, storageOf, report, timeoutMs = STORAGE_TIMEOUT_MS }: SeenEventsOptions): SeenEvents {
	const claimed = createBoundedMap<true>();
	const queue = createTimedQueue();

	return {
		async claim(eventId) {
			if (claimed.get(eventId)) return false;
			claimed.set(eventId, true);
			const storage = storageOf();
			if (storage === undefined) return true;
			const hash = createHash('sha256').update(eventId).digest();
			const key = `tapback/${providerId}/seen/${(hash[0] ?? 0) % SHARDS}`;
			const id = hash.toString('base64url').slice(0, 22);
			try {
				return await queue(key, timeoutMs, async () => await record(storage, key, id));
			} catch (error) {
				report('The storage could not be asked whether a tapback came before, so it passes', error);
				return true;
			}
		},
	};
}

/** Adds an id by compare-and-swap; false if it is there already. On a clash another process was faster, so it reads again. */
async function record(storage: Storage, key: string, id: string): Promise<boolean> {
	const by = randomUUID();
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		const { seen, eTag } = await readShard(storage, key);
		if (seen.some((entry) => entry.id === id)) return false;
		const ring = [...seen, { id, by }].slice(-MOST_PER_SHARD);
		try {
			await storage.write({ [key]: { seen: ring, ...(eTag === undefined ? {} : { eTag }) } });
		} catch {
			await sleep(Math.random() * CLASH_PAUSE_MS * attempt);
			continue;
		}
		if (eTag !== undefined) return true;
		// The first write of a ring has no eTag to compare. After a pause, the entry that is there won.
		await sleep(FIRST_WRITE_MS);
		const stored = (await readShard(storage, key)).seen.find((entry) => entry.id === id);
		if (stored !== undefined) return stored.by === by;
	}
	throw new Error(`it clashed ${ATTEMPTS} times`);
}

async function readShard(storage: Storage, key: string): Promise<z.output<typeof shardSchema>> {
	const items: Record<string, unknown> = await storage.read([key]);
	return shardSchema.parse(items[key]);
}
