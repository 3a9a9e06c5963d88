import { createBoundedMap } from '../model/bounded-map';
import type { ToggleState, ToggleMemory } from './toggle';

/** A memory that lasts as long as the process: the entry with the oldest write is forgotten first. */
export function createToggleMemory(mostMessages?: number): ToggleMemory {
	const known = createBoundedMap<readonly ToggleState[]>(mostMessages);
	const last = new Map<string, Promise<unknown>>();

	return {
		get: (key) => known.get(key),
		set(key, possible) {
			if (possible === undefined) known.delete(key);
			else known.set(key, possible);
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
