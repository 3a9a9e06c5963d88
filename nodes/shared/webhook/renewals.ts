/** `sound`: nothing had to be done. `renewed`: there is another secret now. `unknown`: it could not be found out. */
export type Renewal = 'sound' | 'renewed' | 'unknown';

/** Lets a task run for each key once in a while, however often it is wanted. */
export interface Renewals {
	/** Runs the task if it is due, at `now` in ms since 1970; else says how the last one ended, `unknown` while it runs. */
	run(key: string, now: number, task: () => Promise<Renewal>): Promise<Renewal>;
}

interface Last {
	outcome: Renewal;
	at: number;
	isRunning: boolean;
}

/** After a task that found out nothing the next one is due sooner: nothing can be verified until then. */
export function createRenewals({ pauseMs = 600_000, pauseAfterFailureMs = 60_000 } = {}): Renewals {
	const lasts = new Map<string, Last>();

	function isDue({ outcome, at, isRunning }: Last, now: number): boolean {
		// A clock that was set back must not hold it up.
		return !isRunning && Math.abs(now - at) >= (outcome === 'unknown' ? pauseAfterFailureMs : pauseMs);
	}

	return {
		async run(key, now, task) {
			const last = lasts.get(key);
			if (last !== undefined && !isDue(last, now)) return last.isRunning ? 'unknown' : last.outcome === 'renewed' ? 'sound' : last.outcome;
			const running: Last = { outcome: 'unknown', at: now, isRunning: true };
			lasts.set(key, running);
			try {
				running.outcome = await task();
				return running.outcome;
			} finally {
				running.isRunning = false;
			}
		},
	};
}
