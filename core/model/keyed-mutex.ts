/** Runs the tasks of one key one after another, also after one rejects. Tasks of different keys run at the same time. */
export type KeyedMutex = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** Creates a mutex for any number of keys. A key without tasks takes no memory. */
export function createKeyedMutex(): KeyedMutex {
	const last = new Map<string, Promise<unknown>>();
	return async (key, task) => {
		const turn = (last.get(key) ?? Promise.resolve()).then(task, task);
		last.set(key, turn);
		return await turn.finally(() => {
			if (last.get(key) === turn) last.delete(key);
		});
	};
}
