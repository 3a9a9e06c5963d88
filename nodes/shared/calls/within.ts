/** The task's result. A task that never settles must not block those behind it. @throws Error after `ms` milliseconds */
export async function within<T>(ms: number, task: Promise<T>): Promise<T> {
	const limit = AbortSignal.timeout(ms);
	const tooLate = new Promise<never>((_, reject) => {
		limit.addEventListener('abort', () => reject(new Error(`No answer came within ${ms} ms.`)), { once: true });
	});
	return await Promise.race([task, tooLate]);
}
