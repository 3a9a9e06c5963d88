/** Limits the requests that run at the same time. A 429 response to one request slows down all of them. */
export interface Pacer {
	/**
	 * Runs the task once fewer tasks than the limit are running and no pause is active. If `sleep` rejects, it rejects without
	 * running the task.
	 */
	run<T>(task: () => Promise<T>): Promise<T>;
	/** Pauses new requests for `pauseMs`, then halves the concurrency limit. */
	slowDown(pauseMs: number): void;
}

/**
 * Creates a pacer for `concurrent` tasks at once. Each `slowDown` halves the limit; each round of successes raises it by
 * one, as TCP does.
 */
export function createPacer(options: { concurrent: number; now: () => number; sleep: (ms: number) => Promise<void> }): Pacer {
	const { concurrent, now, sleep } = options;
	const queue: Array<() => void> = [];
	let limit = concurrent;
	let running = 0;
	let pausedUntil = 0;

	async function enter(): Promise<void> {
		for (;;) {
			const pauseMs = pausedUntil - now();
			if (pauseMs > 0) await waitForPause(pauseMs);
			else if (running < Math.floor(limit)) break;
			else await new Promise<void>((resolve) => queue.push(resolve));
		}
		running += 1;
	}

	/** If the pause fails, the task won't start. It then wakes the next task of the queue, which would wait forever otherwise. */
	async function waitForPause(pauseMs: number): Promise<void> {
		await sleep(pauseMs).catch((error: unknown) => {
			queue.shift()?.();
			throw error;
		});
	}

	function leave(): void {
		running -= 1;
		for (let free = Math.floor(limit) - running; free > 0; free -= 1) queue.shift()?.();
	}

	return {
		async run(task) {
			await enter();
			try {
				const result = await task();
				limit = Math.min(concurrent, limit + 1 / limit);
				return result;
			} finally {
				leave();
			}
		},
		slowDown(pauseMs) {
			pausedUntil = Math.max(pausedUntil, now() + pauseMs);
			limit = Math.max(1, limit / 2);
		},
	};
}
