/** When to do something again that is done every so often, and ever more seldom while it fails. */
export interface PollSchedule {
	isDue(now: number): boolean;
	succeeded(startedAt: number): void;
	/** `waitMs`: the pause that was asked for, if any. */
	failed(startedAt: number, waitMs?: number): void;
}

const LONGEST_PAUSE_MS = 3_600_000;
/** Timers are not exact: what is due in a moment is due. */
const TOLERANCE_MS = 500;

/** Due at once, then every `everyMs`; each failure in a row doubles that, up to an hour. Times are ms since 1970. */
export function createPollSchedule({ everyMs }: { everyMs: number }): PollSchedule {
	let dueAt = -Infinity;
	let failures = 0;
	return {
		isDue: (now) => now >= dueAt - TOLERANCE_MS,
		succeeded(startedAt) {
			failures = 0;
			dueAt = startedAt + everyMs;
		},
		failed(startedAt, waitMs = 0) {
			failures += 1;
			const pauseMs = Math.max(everyMs, Math.min(everyMs * 2 ** failures, LONGEST_PAUSE_MS));
			dueAt = startedAt + Math.max(pauseMs, waitMs);
		},
	};
}
