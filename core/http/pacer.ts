/** Keeps the requests in flight within a provider's limit, and lets one 429 slow down all of them. */
export interface Pacer {
	/** Runs the task when fewer requests than the limit are in flight, and not during a pause. If the host breaks the pause off, it rejects and the task doesn't run. */
	run<T>(task: () => Promise<T>): Promise<T>;
	/** Pauses new requests for `pauseMs`, then halves the concurrency limit. */
	slowDown(pauseMs: number): void;
}

/** Every `slowDown` halves the limit; each round of successes raises it by one, as TCP does. */
export function createPacer(options: { concurrent: number; now: () => number; sleep: (ms: number) => Promise<void> }): Pacer {
	const { concurrent, now, sleep } = options;
	const queue: Array<() => void> = [];
	let room = concurrent;
	let running = 0;
	let pausedUntil = 0;

	async function enter(): Promise<void> {
		for (;;) {
			const pauseMs = pausedUntil - now();
			if (pauseMs > 0) await waitOut(pauseMs);
			else if (running < Math.floor(room)) break;
			else await new Promise<void>((resolve) => queue.push(resolve));
		}
		running += 1;
	}

	/** A task that was called from the queue and doesn't start must call the next one, or the rest would wait forever. */
	async function waitOut(pauseMs: number): Promise<void> {
		await sleep(pauseMs).catch((error: unknown) => {
			queue.shift()?.();
			throw error;
		});
	}

	function leave(): void {
		running -= 1;
		for (let free = Math.floor(room) - running; free > 0; free -= 1) queue.shift()?.();
	}

	return {
		async run(task) {
			await enter();
			try {
				const result = await task();
				room = Math.min(concurrent, room + 1 / room);
				return result;
			} finally {
				leave();
			}
		},
		slowDown(pauseMs) {
			pausedUntil = Math.max(pausedUntil, now() + pauseMs);
			room = Math.max(1, room / 2);
		},
	};
}
