import { setTimeout as sleep } from 'node:timers/promises';

import { isFinished, itemsOf, nodesRun, pendingItemsOf, type Execution, type ExecutionRow } from '../../../host/n8n/api/execution.mts';
import type { N8nClient } from '../../../host/n8n/api/client.mts';

/** An execution of a workflow that answers a tapback. */
export interface Run {
	executionId: string;
	status: string;
	/** The id of the event that started it; undefined if the trigger ended it. */
	eventId: string | undefined;
	/** The message that was tapped, where the provider names it. */
	messageId: string | undefined;
	/** Whether it continued after the trigger. */
	wentOn: boolean;
}

export interface RunLog {
	/**
	 * All executions so far, once none is active and none was started for a while. Call it before there are 100 new ones.
	 * An execution that n8n stored but never queued, because its process died, is left out after a while.
	 */
	runs(): Promise<Run[]>;
	/** How often the workflow went on with each event, by event id. */
	timesRun(): Promise<Map<string, number>>;
}

const LOOK_EVERY_MS = 100;
const QUIET_FOR_MS = 500;
const NEVER_QUEUED_AFTER_MS = 20_000;
const QUIET_WITHIN_MS = 5 * 60_000;

/** `givenUpAfterMs`: an execution without any change for so long is returned although its status is still "running". */
export function createRunLog(client: N8nClient, workflowId: string, { givenUpAfterMs = Infinity } = {}): RunLog {
	const known = new Map<string, Run>();

	async function unfinished(): Promise<ExecutionRow[]> {
		const rows = await client.executionRows(workflowId);
		for (const row of rows) {
			if (isFinished(row) && !known.has(row.id)) known.set(row.id, toRun(await client.execution(row.id)));
		}
		return rows.filter(({ id }) => !known.has(id));
	}

	async function runs(): Promise<Run[]> {
		const deadline = Date.now() + QUIET_WITHIN_MS;
		let last = '';
		let quietSince = Date.now();
		let waiting: ExecutionRow[] = [];
		while (Date.now() < deadline) {
			waiting = await unfinished();
			const state = [known.size, ...waiting.map(({ id, status }) => `${id} ${status}`)].join();
			if (state !== last) quietSince = Date.now();
			last = state;
			const quietForMs = Date.now() - quietSince;
			const underWay = waiting.filter((row) => !isQueued(row));
			const isQuiet = quietForMs > (waiting.length === 0 ? QUIET_FOR_MS : NEVER_QUEUED_AFTER_MS);
			if (isQuiet && (underWay.length === 0 || quietForMs > givenUpAfterMs)) {
				return [...known.values(), ...(await Promise.all(underWay.map(async ({ id }) => toRun(await client.execution(id)))))];
			}
			await sleep(LOOK_EVERY_MS);
		}
		const seen = waiting.map(({ id, status }) => `${id} ${status}`).join(', ');
		throw new Error(`After ${QUIET_WITHIN_MS / 1000} s these executions are still under way: ${seen}`);
	}

	return {
		runs,
		async timesRun() {
			const times = new Map<string, number>();
			for (const { eventId, wentOn } of await runs()) {
				if (wentOn && eventId !== undefined) times.set(eventId, (times.get(eventId) ?? 0) + 1);
			}
			return times;
		},
	};
}

function isQueued({ status }: ExecutionRow): boolean {
	return status === 'new';
}

function toRun(execution: Execution): Run {
	// For a run that died, n8n replaces the trigger's items with its own.
	const [event] = [...itemsOf(execution, 'Inbound Tapback'), ...pendingItemsOf(execution)].filter(({ json }) => 'eventId' in json);
	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	return {
		executionId: execution.id,
		status: execution.status,
		eventId: text(event?.json.eventId),
		messageId: text(event?.json.messageId),
		wentOn: nodesRun(execution).includes('Send Tapback'),
	};
}
