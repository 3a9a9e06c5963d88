/** A bounded list: the oldest entries leave when a new one finds it full. */
export interface Ring<T> {
	/** `weight` is about how many characters of text the entry holds. */
	push(entry: T, weight?: number): void;
	/** The entry now holds so many characters more. */
	grow(entry: T, weight: number): void;
	/** Is the entry still kept? */
	has(entry: T): boolean;
	newestFirst(): T[];
	clear(): void;
}

/** Creates a ring which keeps `capacity` entries, and fewer (but one) where they weigh more than `mostWeight` together. */
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
