import { later } from '../../shared/calls/later';
import { forgetWait, isRemembered } from './open-questions';
import type { WaitRow } from './wait-state';

/*
 * At the deadline n8n resumes a parked run without running our code, so the run's row would stay in the table. The process
 * that asked removes the row. If that process has ended, the next question or tapback removes the row.
 */

/** How long a row is kept after its wait, because a timer may still settle it and the clocks of two processes differ. */
export const KEPT_AFTER_END_MS = 20_000;

/** One day, because timers can't run for longer than 24 days. */
const LONGEST_SLEEP_MS = 86_400_000;

interface Schedule {
	/** The end of each wait of one workflow in ms since 1970, by its key. */
	ends: Map<string, number>;
	remove: RemoveRows;
	wakesAt: number;
}

type RemoveRows = (keys: readonly string[]) => Promise<void>;

export function createEndedRows({ wait = later, now = () => Date.now() } = {}) {
	// One `remove` for each workflow, because each holds its run in memory.
	const schedules = new Map<string, Schedule>();

	function arm(workflowId: string, schedule: Schedule, until: number): void {
		const at = Math.min(until + KEPT_AFTER_END_MS, now() + LONGEST_SLEEP_MS);
		if (schedule.wakesAt <= at) return;
		schedule.wakesAt = at;
		void wait(at - now()).then(async () => await wake(workflowId, schedule, at));
	}

	async function wake(workflowId: string, schedule: Schedule, at: number): Promise<void> {
		const { ends } = schedule;
		if (schedule.wakesAt === at) schedule.wakesAt = Infinity;
		for (const key of ends.keys()) if (!isRemembered(key)) ends.delete(key);
		const over = [...ends].flatMap(([key, until]) => (until + KEPT_AFTER_END_MS <= now() ? key : []));
		for (const key of over) {
			ends.delete(key);
			forgetWait(key);
		}
		const next = [...ends.values()].reduce((first, until) => Math.min(first, until), Infinity);
		if (ends.size > 0) arm(workflowId, schedule, next);
		else if (schedules.get(workflowId) === schedule) schedules.delete(workflowId);
		if (over.length > 0) await schedule.remove(over);
	}

	return {
		/** Removes the row some time after its wait, unless the wait was forgotten before. `remove` must not reject. */
		removeWhenOver(workflowId: string, { key, state: { until } }: WaitRow, remove: RemoveRows): void {
			const schedule: Schedule = schedules.get(workflowId) ?? { ends: new Map<string, number>(), remove, wakesAt: Infinity };
			schedules.set(workflowId, schedule);
			schedule.remove = remove;
			schedule.ends.set(key, until);
			arm(workflowId, schedule, until);
		},
		/** How many workflows and waits are scheduled. */
		size: () => ({ workflows: schedules.size, waits: [...schedules.values()].reduce((sum, { ends }) => sum + ends.size, 0) }),
	};
}

export const endedRows = createEndedRows();
