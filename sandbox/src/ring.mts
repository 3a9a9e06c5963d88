/** A bounded list: the oldest entry leaves when a new one finds it full. */
export interface Ring<T> {
	push(entry: T): void;
	newestFirst(): T[];
	clear(): void;
}

/** Creates a ring which keeps `capacity` entries. */
export function createRing<T>(capacity: number): Ring<T> {
	let entries: T[] = [];
	return {
		push(entry) {
			entries.push(entry);
			if (entries.length > capacity) entries.shift();
		},
		newestFirst: () => [...entries].reverse(),
		clear() {
			entries = [];
		},
	};
}
