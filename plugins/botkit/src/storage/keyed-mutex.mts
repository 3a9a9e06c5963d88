/** Runs the tasks of one key one after another, whatever becomes of each. */
export function createKeyedMutex(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return async (key, task) => {
		const turn = (last.get(key) ?? Promise.resolve()).then(task, task);
		last.set(key, turn);
		return await turn.finally(() => {
			if (last.get(key) === turn) last.delete(key);
		});
	};
}
