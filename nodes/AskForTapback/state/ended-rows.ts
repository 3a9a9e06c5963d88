import { later } from '../../shared/calls/later';
import { forgetWait, isRemembered } from './open-questions';
import type { WaitRow } from './wait-state';

/*
 * When the time of a parked run is up, n8n goes on without any code of ours, so its row would stay in the table. The
 * process that asked removes it then. Where that process has ended meanwhile, the next question or tap does.
 */

/** A row is kept for so long after its wait: a timer may still settle it, and the clocks of two processes differ. */
export const KEPT_AFTER_END_MS = 20_000;

/** Timers can't wait for longer than 24 days. */
const LONGEST_SLEEP_MS = 86_400_000;

interface Schedule {
	/** When the waits of one workflow are over, by their keys. */
	ends: Map<string, number>;
	remove: RemoveRows;
	wakesAt: number;
}

type RemoveRows = (keys: readonly string[]) => Promise<void>;

export function createEndedRows({ wait = later, now = () => Date.now() } = {}) {
	// One way to remove rows for each workflow: a way holds the run that it came from.
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
		/** Removes the row when its wait has been over for a while, unless the process has forgotten it by then. It must not reject. */
		removeWhenOver(workflowId: string, { key, state: { until } }: WaitRow, remove: RemoveRows): void {
			const schedule: Schedule = schedules.get(workflowId) ?? { ends: new Map<string, number>(), remove, wakesAt: Infinity };
			schedules.set(workflowId, schedule);
			schedule.remove = remove;
			schedule.ends.set(key, until);
			arm(workflowId, schedule, until);
		},
		/** Of how many workflows and waits something is remembered. */
		size: () => ({ workflows: schedules.size, waits: [...schedules.values()].reduce((sum, { ends }) => sum + ends.size, 0) }),
	};
}

export const endedRows = createEndedRows();
