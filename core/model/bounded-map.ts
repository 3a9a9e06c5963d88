/** A map that holds a limited number of entries. Iterating gives the entry first that was set longest ago. */
export interface BoundedMap<V> extends Iterable<[string, V]> {
	get(key: string): V | undefined;
	/** Makes the entry the newest one, even if the key was known. Beyond the limit, the oldest entry is removed. */
	set(key: string, value: V): void;
	/** Returns whether there was such an entry. */
	delete(key: string): boolean;
}

const MOST_ENTRIES = 10_000;

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
