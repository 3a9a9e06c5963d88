/** The result of a task, or a rejection once it took so long: what never settles must not hold up what waits behind it. */
export async function within<T>(ms: number, task: Promise<T>): Promise<T> {
	const limit = AbortSignal.timeout(ms);
	const tooLate = new Promise<never>((_, reject) => {
		limit.addEventListener('abort', () => reject(new Error(`No answer came within ${ms} ms.`)), { once: true });
	});
	return await Promise.race([task, tooLate]);
}
