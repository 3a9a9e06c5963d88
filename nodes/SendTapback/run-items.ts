/**
 * Runs a task for each item, several at a time, and gives the results in input order.
 * Items with the same key run one after the other, in input order: the last one shall win.
 * After a task has thrown, no further item is started; what runs is finished, then the first error is thrown.
 */
export async function runItems<T>(options: {
	count: number;
	concurrent: number;
	keyOf: (index: number) => string;
	task: (index: number) => Promise<T>;
}): Promise<T[]> {
	const { count, concurrent, keyOf, task } = options;
	const results: T[] = [];
	const errors: Array<{ index: number; error: unknown }> = [];
	const lastOfKey = new Map<string, Promise<void>>();
	let next = 0;

	async function runOne(index: number): Promise<void> {
		if (errors.length > 0) return;
		try {
			results[index] = await task(index);
		} catch (error) {
			errors.push({ index, error });
		}
	}

	async function work(): Promise<void> {
		while (next < count && errors.length === 0) {
			const index = next;
			next += 1;
			const key = keyOf(index);
			const turn = (lastOfKey.get(key) ?? Promise.resolve()).then(async () => await runOne(index));
			lastOfKey.set(key, turn);
			await turn;
		}
	}

	await Promise.all(Array.from({ length: Math.min(concurrent, count) }, work));
	const [first] = errors.sort((a, b) => a.index - b.index);
	if (first) throw first.error;
	return results;
}
