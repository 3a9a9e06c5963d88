import { createBoundedMap } from '../model/bounded-map';
import { createKeyedMutex } from '../model/keyed-mutex';
import type { ToggleState, ToggleMemory } from './toggle';

/**
 * Creates a memory for the lifetime of the process. Beyond `mostMessages` (default: 10,000), it forgets the message that was
 * stored longest ago.
 */
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
