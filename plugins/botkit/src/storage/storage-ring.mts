import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Storage } from '../options/types.mts';
import { STORAGE_TIMEOUT_MS, createTimedQueue } from './time-limit.mts';

/** The newest entries by key, in the bot's storage. Without a storage nothing is stored. */
export interface StorageRing<T> {
	/** Stores an entry. Repeats the write if another process writes at the same moment. @throws the storage's last error */
	put(key: string, value: T): Promise<void>;
	get(key: string): Promise<T | undefined>;
	/** Changes an entry by compare-and-swap. If another process wrote meanwhile, it reads again. `undefined` writes nothing. */
	update(key: string, updated: (value: T | undefined) => T | undefined): Promise<void>;
	entries(): Promise<Array<[string, T]>>;
}

const SHARDS = 32;
const ATTEMPTS = 5;

const shardSchema = z
	.object({ entries: z.array(z.object({ key: z.string(), value: z.unknown() })), eTag: z.string().optional().catch(undefined) })
	.catch({ entries: [], eTag: undefined });

/**
 * `name`: part of the storage's keys. Each of the 32 shards has at most `mostPerShard` entries: spare ones are removed first, then
 * the oldest.
 */
export function createStorageRing<T>(options: {
	name: string;
	schema: z.ZodType<T>;
	mostPerShard: number;
	storageOf: () => Storage | undefined;
	isSpare?: (value: T) => boolean;
}): StorageRing<T> {
	const { name, schema, mostPerShard, storageOf, isSpare = () => false } = options;
	type Entry = { key: string; value: T };
	const queue = createTimedQueue();
	const nameOf = (shard: number) => `tapback/${name}/${shard}`;
	const shardOf = (key: string) => nameOf((createHash('sha256').update(key).digest()[0] ?? 0) % SHARDS);

	/** Leaves out entries that don't match the schema. */
	function entriesOf(stored: unknown): { entries: Entry[]; eTag: string | undefined } {
		const { entries, eTag } = shardSchema.parse(stored);
		const readable = entries.flatMap(({ key, value }): Entry[] => {
			const { success, data } = schema.safeParse(value);
			return success ? [{ key, value: data }] : [];
		});
		return { entries: readable, eTag };
	}

	async function readShard(storage: Storage, shard: string) {
		const items: Record<string, unknown> = await storage.read([shard]);
		return entriesOf(items[shard]);
	}

	async function writeOver(storage: Storage, shard: string, changed: (entries: Entry[]) => Entry[] | undefined): Promise<void> {
		for (let attempt = 1; ; attempt += 1) {
			const { entries, eTag } = await readShard(storage, shard);
			const next = changed(entries);
			if (next === undefined) return;
			try {
				return await storage.write({ [shard]: { entries: next, ...(eTag === undefined ? {} : { eTag }) } });
			} catch (error) {
				if (attempt === ATTEMPTS) throw error;
			}
		}
	}

	/** Writes of this process run one after another, because the first write of a shard has no eTag to compare. */
	async function change(shard: string, changed: (entries: Entry[]) => Entry[] | undefined): Promise<void> {
		const storage = storageOf();
		if (storage === undefined) return;
		await queue(shard, STORAGE_TIMEOUT_MS, async () => await writeOver(storage, shard, changed));
	}

	const without = (entries: Entry[], key: string) => entries.filter((entry) => entry.key !== key);
	function replaced(entries: Entry[], key: string, value: T): Entry[] {
		const all = [...without(entries, key), { key, value }];
		if (all.length <= mostPerShard) return all;
		const spare = all.findIndex((entry) => isSpare(entry.value));
		return (spare === -1 ? all : all.toSpliced(spare, 1)).slice(-mostPerShard);
	}

	return {
		put: async (key, value) => await change(shardOf(key), (entries) => replaced(entries, key, value)),
		async update(key, updated) {
			await change(shardOf(key), (entries) => {
				const value = updated(entries.find((entry) => entry.key === key)?.value);
				return value === undefined ? undefined : replaced(entries, key, value);
			});
		},
		async entries() {
			const storage = storageOf();
			if (storage === undefined) return [];
			const names = Array.from({ length: SHARDS }, (_none, shard) => nameOf(shard));
			const items: Record<string, unknown> = await storage.read(names);
			return Object.values(items).flatMap((item) => entriesOf(item).entries.map(({ key, value }): [string, T] => [key, value]));
		},
		async get(key) {
			const storage = storageOf();
			if (storage === undefined) return undefined;
			const { entries } = await readShard(storage, shardOf(key));
			return entries.find((entry) => entry.key === key)?.value;
		},
	};
}
