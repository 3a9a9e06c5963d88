/** Runs the tasks of one key one after another, even if one rejects. Tasks of different keys run at the same time. */
export type KeyedMutex = <T>(key: string, task: () => Promise<T>) => Promise<T>;

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
