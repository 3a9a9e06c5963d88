/** A map with a limited number of entries. Iterates from the entry that was set longest ago to the newest one. */
export interface BoundedMap<V> extends Iterable<[string, V]> {
	get(key: string): V | undefined;
	/** Stores the entry as the newest one, also if the key exists already. Beyond the limit, the oldest entry is removed. */
	set(key: string, value: V): void;
	/** Returns whether the key existed. */
	delete(key: string): boolean;
}

const MOST_ENTRIES = 10_000;

/** Creates an empty map. Default limit: 10,000 entries. */
export function createBoundedMap<V>(mostEntries = MOST_ENTRIES): BoundedMap<V> {
	const entries = new Map<string, V>();
	return {
		get: (key) => entries.get(key),
		set(key, value) {
			entries.delete(key);
			entries.set(key, value);
			const [oldest] = entries.keys();
			if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
		},
		delete: (key) => entries.delete(key),
		[Symbol.iterator]: () => entries[Symbol.iterator](),
	};
}
