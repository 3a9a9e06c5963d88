import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { createBoundedMap } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';
import { STORAGE_TIMEOUT_MS, createTimedQueue } from '../storage/time-limit.mts';
import type { Report } from '../lifecycle/report.mts';

/** Lets each event through once. */
export interface SeenEvents {
	/** True the first time; false for a copy, one after another, at the same moment, and with a storage in every process. */
	claim(eventId: string): Promise<boolean>;
}

interface SeenEventsOptions {
	/** Part of the storage's keys. */
	providerId: string;
	storageOf: () => Storage | undefined;
	report: Report;
	/** A storage that takes longer is taken for one that fails. */
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
 * In memory, bounded; with a storage also in a ring of ids for each of its shards. Where the storage fails the event
 * passes: twice is bad, lost is worse.
 */
export function createSeenEvents({ providerId, storageOf, report, timeoutMs = STORAGE_TIMEOUT_MS }: SeenEventsOptions): SeenEvents {
	const claimed = createBoundedMap<true>();
	const inTurn = createTimedQueue();

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
				return await inTurn(key, timeoutMs, async () => await record(storage, key, id));
			} catch (error) {
				report('The storage could not tell whether a tapback came before, so it passes', error);
				return true;
			}
		},
	};
}

/** Reads, adds, and writes only over what was read; a clash means that another process was faster, so it looks again. */
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
		// The first write of a ring has nothing to compare with: whoever stands there after a while was the last.
		await sleep(FIRST_WRITE_MS);
		const standing = (await readShard(storage, key)).seen.find((entry) => entry.id === id);
		if (standing !== undefined) return standing.by === by;
	}
	throw new Error(`it clashed ${ATTEMPTS} times`);
}

async function readShard(storage: Storage, key: string): Promise<z.output<typeof shardSchema>> {
	const items: Record<string, unknown> = await storage.read([key]);
	return shardSchema.parse(items[key]);
}
