/** The bot's running tasks, so that a program can wait for their end. */
export interface Turns {
	/** Runs a task. Settles as the task does. */
	run<T>(task: () => Promise<T>): Promise<T>;
	/** Resolves with true when no task runs any more, or with false after `timeoutMs` milliseconds. */
	drain(timeoutMs?: number): Promise<boolean>;
}

export function createTurns(): Turns {
	const running = new Set<Promise<unknown>>();

	async function untilIdle(): Promise<true> {
		while (running.size > 0) await Promise.allSettled([...running]);
		return true;
	}

	return {
		async run(task) {
			const turn = task();
			running.add(turn);
			try {
				return await turn;
			} finally {
				running.delete(turn);
			}
		},
		async drain(timeoutMs) {
			if (timeoutMs === undefined) return await untilIdle();
			let timer: NodeJS.Timeout | undefined;
			const isOver = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), timeoutMs)));
			return await Promise.race([untilIdle(), isOver]).finally(() => clearTimeout(timer));
		},
	};
}
