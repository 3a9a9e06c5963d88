import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { executionRowSchema, executionSchema, isFinished, type Execution, type ExecutionRow } from './execution.mts';
import type { N8nSession } from './session.mts';

export interface WaitOptions {
	/** Which execution; asked of finished ones. Default: any. */
	where?: (execution: Execution) => boolean;
	/** Default 300,000: it ends what hangs, and decides nothing on a busy machine. */
	timeoutMs?: number;
}

export interface ExecutionCalls {
	/** The latest executions of a workflow, newest first, at most 100, without their data. */
	executionRows(workflowId: string): Promise<ExecutionRow[]>;
	/** How many executions of a workflow n8n keeps, in any state. */
	countExecutions(workflowId: string): Promise<number>;
	/** The latest executions with their data. */
	executions(workflowId: string): Promise<Execution[]>;
	execution(id: string): Promise<Execution>;
	/** The executions of all workflows that wait, at most 100. */
	waitingExecutions(): Promise<ExecutionRow[]>;
	/** What Stop in n8n's list does. */
	stopExecution(id: string): Promise<void>;
	/** What Delete in n8n's list does. */
	deleteExecution(id: string): Promise<void>;
	/** What the button in n8n's list does. Waits for the end of the new execution, and gives its id. */
	retryExecution(id: string): Promise<string>;
	/** Waits for a finished execution. One that is there already counts. */
	waitForExecution(workflowId: string, options?: WaitOptions): Promise<Execution>;
	/** Waits until so many have finished; newest first. */
	waitForExecutions(workflowId: string, count: number, options?: WaitOptions): Promise<Execution[]>;
}

const LOOK_EVERY_MS = 100;

const retriedSchema = z.object({ id: z.coerce.string() });
const listSchema = z.object({ results: z.array(executionRowSchema) });
const countSchema = z.object({ count: z.number() });

export function createExecutions(session: N8nSession): ExecutionCalls {
	async function executionRows(workflowId: string): Promise<ExecutionRow[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await session.call({ method: 'GET', path: `/executions?filter=${filter}&limit=100` }, listSchema);
		return results;
	}

	async function execution(id: string): Promise<Execution> {
		return session.call({ method: 'GET', path: `/executions/${id}` }, executionSchema);
	}

	/** `undefined` if n8n has deleted it, such as the execution of a sub-workflow that saves none. */
	async function executionIfKept(id: string): Promise<Execution | undefined> {
		return session.call({ method: 'GET', path: `/executions/${id}` }, executionSchema.optional());
	}

	async function waitForExecutions(workflowId: string, count: number, options: WaitOptions = {}): Promise<Execution[]> {
		const { where = () => true, timeoutMs = 300_000 } = options;
		const deadline = Date.now() + timeoutMs;
		const known = new Map<string, Execution>();
		let rows: ExecutionRow[] = [];
		while (Date.now() < deadline) {
			rows = await executionRows(workflowId);
			for (const { id } of rows.filter((row) => isFinished(row) && !known.has(row.id))) {
				const found = await executionIfKept(id);
				if (found !== undefined) known.set(id, found);
			}
			const found = rows.flatMap(({ id }) => known.get(id) ?? []).filter(where);
			if (found.length >= count) return found;
			await sleep(LOOK_EVERY_MS);
		}
		const seen = rows.map(({ id, status, mode }) => `${id} ${mode} ${status}`).join(', ');
		throw new Error(`Workflow ${workflowId} had not ${count} such execution(s) within ${timeoutMs / 1000} s. It has: ${seen || 'none'}.`);
	}

	return {
		...{ executionRows, execution, waitForExecutions },
		async waitingExecutions() {
			const filter = encodeURIComponent(JSON.stringify({ status: ['waiting'] }));
			const { results } = await session.call({ method: 'GET', path: `/executions?filter=${filter}&limit=100` }, listSchema);
			return results.filter(({ status }) => status === 'waiting');
		},
		async stopExecution(id) {
			await session.call({ method: 'POST', path: `/executions/${id}/stop`, body: {} }, z.unknown());
		},
		async deleteExecution(id) {
			await session.call({ method: 'POST', path: '/executions/delete', body: { ids: [id] } }, z.unknown());
		},
		async retryExecution(id) {
			const body = { loadWorkflow: false };
			return (await session.call({ method: 'POST', path: `/executions/${id}/retry`, body }, retriedSchema)).id;
		},
		async countExecutions(workflowId) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			return (await session.call({ method: 'GET', path: `/executions?filter=${filter}&limit=1` }, countSchema)).count;
		},
		async executions(workflowId) {
			const rows = await executionRows(workflowId);
			const found = await Promise.all(rows.map(({ id }) => executionIfKept(id)));
			return found.flatMap((one) => one ?? []);
		},
		async waitForExecution(workflowId, options) {
			const [first] = await waitForExecutions(workflowId, 1, options);
			if (first === undefined) throw new Error(`Workflow ${workflowId} has no execution.`);
			return first;
		},
	};
}
