import { createBoundedMap } from '../model/bounded-map';
import { createKeyedMutex } from '../model/keyed-mutex';
import type { ToggleState, ToggleMemory } from './toggle';

/** A memory that lasts as long as the process: the entry with the oldest write is forgotten first. */
export function createToggleMemory(mostMessages?: number): ToggleMemory {
	const known = createBoundedMap<readonly ToggleState[]>(mostMessages);

	return {
		get: (key) => known.get(key),
		set(key, possible) {
			if (possible === undefined) known.delete(key);
			else known.set(key, possible);
		},
		exclusive: createKeyedMutex(),
	};
}
