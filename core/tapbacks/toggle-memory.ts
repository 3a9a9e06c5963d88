import type { ToggleState, ToggleMemory } from './toggle';

const MOST_MESSAGES = 10_000;

/** A memory that lasts as long as the process: the entry with the oldest write is forgotten first. */
export function createToggleMemory(mostMessages = MOST_MESSAGES): ToggleMemory {
	const known = new Map<string, readonly ToggleState[]>();
	const last = new Map<string, Promise<unknown>>();

	return {
		get: (key) => known.get(key),
		set(key, possible) {
			known.delete(key);
			if (possible === undefined) return;
			known.set(key, possible);
			const [oldest] = known.keys();
			if (known.size > mostMessages && oldest !== undefined) known.delete(oldest);
		},
		async exclusive(key, task) {
			const turn = (last.get(key) ?? Promise.resolve()).then(task, task);
			last.set(key, turn);
			return await turn.finally(() => {
				if (last.get(key) === turn) last.delete(key);
			});
		},
	};
}
