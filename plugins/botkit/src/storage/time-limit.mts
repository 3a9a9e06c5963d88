import { createKeyedMutex } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';

/** A storage that takes longer is taken for one that fails. */
export const STORAGE_TIMEOUT_MS = 3000;

/** Rejects where a task takes too long. The task itself goes on. */
export async function within<T>(ms: number, task: () => Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`it took longer than ${ms / 1000} s`)), ms);
	});
	return await Promise.race([task(), tooLate]).finally(() => clearTimeout(timer));
}

/**
 * Runs the tasks of one key one after another, and rejects where a task and the wait for its turn take too long. A task
 * that never settles blocks its key for `ms` only, and what was given up while it waited for its turn isn't begun.
 */
export function createTimedQueue(): <T>(key: string, ms: number, task: () => Promise<T>) => Promise<T> {
	const inTurn = createKeyedMutex();
	return async (key, ms, task) => {
		let isGivenUp = false;
		const turn = async () => {
			if (isGivenUp) throw new Error('it was given up');
			return await within(ms, task);
		};
		try {
			return await within(ms, async () => await inTurn(key, turn));
		} finally {
			isGivenUp = true;
		}
	};
}

const limited = new WeakMap<Storage, Storage>();

/** A storage whose every call settles: nothing that is built on it waits for good. One storage gives one. */
export function withTimeLimit(storage: Storage): Storage {
	const known = limited.get(storage) ?? {
		read: async (keys: string[]) => await within(STORAGE_TIMEOUT_MS, async () => await storage.read(keys)),
		write: async (changes: Parameters<Storage['write']>[0]) => await within(STORAGE_TIMEOUT_MS, async () => await storage.write(changes)),
		delete: async (keys: string[]) => await within(STORAGE_TIMEOUT_MS, async () => await storage.delete(keys)),
	};
	limited.set(storage, known);
	return known;
}
