/** Forgets what was set longest ago. */
export interface BoundedMap<V> {
	get(key: string): V | undefined;
	set(key: string, value: V): void;
	delete(key: string): void;
	entries(): Iterable<[string, V]>;
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
		delete: (key) => void entries.delete(key),
		entries: () => entries.entries(),
	};
}
