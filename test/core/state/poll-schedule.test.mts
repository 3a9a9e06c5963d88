import { describe, expect, it } from '@jest/globals';

import { createPollSchedule } from '../../../core/state/poll-schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The first minute in which it is due again. */
function dueIn(cadence: ReturnType<typeof createPollSchedule>, from = 0): number {
	for (let minute = from; minute < 10_000; minute += 1) if (cadence.isDue(minute * MINUTE)) return minute;
	throw new Error('It is never due.');
}

describe('what is done every five minutes', () => {
	const fiveMinutes = () => createPollSchedule({ everyMs: 5 * MINUTE });

	it('is due at once, and five minutes after it began', () => {
		const cadence = fiveMinutes();
		expect(dueIn(cadence)).toBe(0);
		cadence.succeeded(0);
		expect(dueIn(cadence)).toBe(5);
	});

	it('is due with a timer that comes a moment too early', () => {
		const cadence = fiveMinutes();
		cadence.succeeded(20);
		expect(cadence.isDue(5 * MINUTE)).toBe(true);
		expect(cadence.isDue(5 * MINUTE - 1000)).toBe(false);
	});

	it('grows rarer while it fails, up to once an hour, and is as often as before when it succeeds', () => {
		const cadence = fiveMinutes();
		const pauses = [10, 20, 40, 60, 60].map(() => {
			cadence.failed(0);
			return dueIn(cadence);
		});
		expect(pauses).toEqual([10, 20, 40, 60, 60]);
		cadence.succeeded(0);
		expect(dueIn(cadence)).toBe(5);
		cadence.failed(0);
		expect(dueIn(cadence)).toBe(10);
	});

	it('waits as long as it is asked to', () => {
		const cadence = fiveMinutes();
		cadence.failed(0, 2 * HOUR);
		expect(dueIn(cadence)).toBe(120);
	});
});

it('what is done every two hours is not done more often because it fails', () => {
	const cadence = createPollSchedule({ everyMs: 2 * HOUR });
	cadence.failed(0);
	expect(dueIn(cadence)).toBe(120);
});
