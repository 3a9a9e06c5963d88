const MOST_ENTRIES = 1000;

/** Sets an entry of a map. Beyond 1,000 entries, the first one is removed. */
export function keepNewest<V>(map: Map<string, V>, key: string, value: V): void {
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > MOST_ENTRIES && oldest !== undefined) map.delete(oldest);
}
