/** Decides when the next poll is due. The interval grows while polls fail. All times are in milliseconds. */
export interface PollSchedule {
	isDue(now: number): boolean;
	succeeded(startedAt: number): void;
	/** `waitMs`: the pause that the provider asked for; the next poll is not due before its end. */
	failed(startedAt: number, waitMs?: number): void;
}

const LONGEST_PAUSE_MS = 3_600_000;
/** Timers are not exact, so a poll may start this much early. */
const TOLERANCE_MS = 500;

/**
 * Creates a schedule whose first poll is due at once, and each further one `everyMs` later. Each failure in a row doubles
 * the interval, up to one hour.
 */
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
