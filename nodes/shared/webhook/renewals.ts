/** `sound`: the secret is still valid. `renewed`: there is a new secret. `unknown`: the provider could not be asked. */
export type Renewal = 'sound' | 'renewed' | 'unknown';

/** Limits how often a task runs for each key. */
export interface Renewals {
	/**
	 * Runs the task if it is due at `now` (ms since 1970). Otherwise gives the last outcome, but `unknown` while the task runs,
	 * and `sound` in place of `renewed`.
	 */
	run(key: string, now: number, task: () => Promise<Renewal>): Promise<Renewal>;
}

interface LastRun {
	outcome: Renewal;
	at: number;
	isRunning: boolean;
}

/** The next task is due after `pauseMs`; after `unknown` already after `pauseAfterFailureMs`, because nothing can be verified until then. */
export function createRenewals({ pauseMs = 600_000, pauseAfterFailureMs = 60_000 } = {}): Renewals {
	const lastRuns = new Map<string, LastRun>();

	function isDue({ outcome, at, isRunning }: LastRun, now: number): boolean {
		// Both directions: a clock that was set back must not delay the task.
		return !isRunning && Math.abs(now - at) >= (outcome === 'unknown' ? pauseAfterFailureMs : pauseMs);
	}

	return {
		async run(key, now, task) {
			const last = lastRuns.get(key);
			if (last !== undefined && !isDue(last, now)) return last.isRunning ? 'unknown' : last.outcome === 'renewed' ? 'sound' : last.outcome;
			const running: LastRun = { outcome: 'unknown', at: now, isRunning: true };
			lastRuns.set(key, running);
			try {
				running.outcome = await task();
				return running.outcome;
			} finally {
				running.isRunning = false;
			}
		},
	};
}
