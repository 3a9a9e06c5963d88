/** Resolves after `ms` milliseconds, without keeping the process alive. */
export async function later(ms: number): Promise<void> {
	const limit = AbortSignal.timeout(Math.max(0, Math.round(ms)));
	await new Promise<void>((resolve) => {
		limit.addEventListener('abort', () => resolve(), { once: true });
	});
}
