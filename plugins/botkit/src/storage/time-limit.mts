import { createKeyedMutex } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';

/** A call of the storage that takes longer counts as failed. */
export const STORAGE_TIMEOUT_MS = 3000;

/** Settles as the task, but rejects after `ms` milliseconds. The task itself goes on. */
export async function within<T>(ms: number, task: () => Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`it took longer than ${ms / 1000} s`)), ms);
	});
	return await Promise.race([task(), tooLate]).finally(() => clearTimeout(timer));
}

/**
 * Runs the tasks of one key one after another. A call rejects if the task and the wait for its turn take longer than `ms`
 * milliseconds. A task that never settles blocks its key for `ms` only. A task whose call was rejected isn't started.
 */
export function createTimedQueue(): <T>(key: string, ms: number, task: () => Promise<T>) => Promise<T> {
	const mutex = createKeyedMutex();
	return async (key, ms, task) => {
		let isGivenUp = false;
		const turn = async () => {
			if (isGivenUp) throw new Error('it was given up');
			return await within(ms, task);
		};
		try {
			return await within(ms, async () => await mutex(key, turn));
		} finally {
			isGivenUp = true;
		}
	};
}

const limited = new WeakMap<Storage, Storage>();

/** The same storage with a time limit on each call, so that no caller waits forever. The same object for the same storage. */
export function withTimeLimit(storage: Storage): Storage {
	const known = limited.get(storage) ?? {
		read: async (keys: string[]) => await within(STORAGE_TIMEOUT_MS, async () => await storage.read(keys)),
		write: async (changes: Parameters<Storage['write']>[0]) => await within(STORAGE_TIMEOUT_MS, async () => await storage.write(changes)),
		delete: async (keys: string[]) => await within(STORAGE_TIMEOUT_MS, async () => await storage.delete(keys)),
	};
	limited.set(storage, known);
	return known;
}
