/** A bounded list: a new entry in a full list removes the oldest. */
export interface Ring<T> {
	/** `weight` is the approximate length of the entry's text. */
	push(entry: T, weight?: number): void;
	/** Adds to the weight of an entry. */
	grow(entry: T, weight: number): void;
	/** Whether the entry is still in the list. */
	has(entry: T): boolean;
	newestFirst(): T[];
	clear(): void;
}

/** Creates a ring of at most `capacity` entries with at most `mostWeight` together, but with at least one entry. */
export function createRing<T>(capacity: number, mostWeight = Infinity): Ring<T> {
	let kept: { entry: T; weight: number }[] = [];

	function trim(): void {
		let total = kept.reduce((sum, { weight }) => sum + weight, 0);
		let leaving = Math.max(0, kept.length - capacity);
		for (const { weight } of kept.slice(0, leaving)) total -= weight;
		for (; total > mostWeight && leaving < kept.length - 1; leaving += 1) total -= kept[leaving]?.weight ?? 0;
		if (leaving > 0) kept.splice(0, leaving);
	}

	return {
		push(entry, weight = 0) {
			kept.push({ entry, weight });
			trim();
		},
		grow(entry, weight) {
			const found = kept.find((one) => one.entry === entry);
			if (!found) return;
			found.weight += weight;
			trim();
		},
		has: (entry) => kept.some((one) => one.entry === entry),
		newestFirst: () => kept.map(({ entry }) => entry).reverse(),
		clear() {
			kept = [];
		},
	};
}
