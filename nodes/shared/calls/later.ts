/** Waits like a timer that doesn't keep the process alive. */
export async function later(ms: number): Promise<void> {
	const limit = AbortSignal.timeout(Math.max(0, Math.round(ms)));
	await new Promise<void>((resolve) => {
		limit.addEventListener('abort', () => resolve(), { once: true });
	});
}
