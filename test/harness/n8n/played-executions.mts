import './environment.mts';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'flatted';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

type Json = INodeExecutionData['json'];

/** An execution as n8n's database keeps it. */
export interface Execution {
	id: string;
	mode: WorkflowExecuteMode;
	status: 'running' | 'waiting' | 'success' | 'error' | 'canceled';
	/** Created for each run, as n8n does. */
	workflow: () => Workflow;
	/** The items it started with. */
	input: Json[];
	data: IRunExecutionData;
	error: string | undefined;
}

export interface StartOfExecution {
	node: INode;
	items: INodeExecutionData[];
	mode: WorkflowExecuteMode;
	/** The node that put out the items. Omit it if the execution starts at this node. */
	from?: string;
}

/** What n8n's cli does with executions (workflow-runner, waiting-webhooks, wait-tracker), which no package exports. */
export interface PlayedExecutions {
	all: Execution[];
	/** Starts an execution. It runs when this returns. */
	begin(workflow: () => Workflow, start: StartOfExecution): Execution;
	/** Resumes with these items, as after a request. Without items: as at its deadline. */
	resume(execution: Execution, items?: INodeExecutionData[][]): void;
	/** Resumes the executions whose deadline has passed, as n8n does every few seconds. */
	lookAtClock(): void;
	stop(execution: Execution): void;
	/** Resolves when this execution is not running. */
	ended(execution: Execution): Promise<void>;
	/** Resolves when no execution is running. */
	idle(): Promise<void>;
}

export function playExecutions(
	dataFor: (execution: Execution) => Partial<IWorkflowExecuteAdditionalData>,
	base: BaseData,
): PlayedExecutions {
	const all: Execution[] = [];
	const running = new Set<Promise<void>>();

	function start(execution: Execution): void {
		execution.status = 'running';
		const run = runOnce(execution).finally(() => running.delete(run));
		running.add(run);
	}

	async function runOnce(execution: Execution): Promise<void> {
		const { id, mode, workflow } = execution;
		const made = workflow();
		const hooks = new ExecutionLifecycleHooks(mode, id, descriptionOf(made));
		const engine = new WorkflowExecute(base({ executionId: id, hooks, ...dataFor(execution) }), mode, execution.data);
		const { data, waitTill } = await engine.processRunExecutionData(made);
		// A copy, as from the database: entries of the stack that share a node still share it.
		execution.data = parse(stringify(data));
		execution.data.waitTill = waitTill ? new Date(waitTill) : undefined;
		execution.error = data.resultData.error?.message;
		execution.status = waitTill ? 'waiting' : data.resultData.error ? 'error' : 'success';
	}

	function resume(execution: Execution, items?: INodeExecutionData[][]): void {
		if (execution.status !== 'waiting') throw new Error(`Execution ${execution.id} doesn’t wait: it is ${execution.status}.`);
		if (items !== undefined) {
			const parked = parkedEntry(execution);
			parked.node.disabled = true;
			parked.data.main = items;
			parked.metadata = { ...parked.metadata, forwardAllOutputs: true };
			execution.data.waitTill = undefined;
			execution.data.resultData.runData[execution.data.resultData.lastNodeExecuted ?? '']?.pop();
		}
		start(execution);
	}

	return {
		all,
		resume,
		begin(workflow, { node, items, mode, from }) {
			const source = from === undefined ? null : { main: [{ previousNode: from }] };
			const nodeExecutionStack: IExecuteData[] = [{ node, data: { main: [items] }, source }];
			const id = `execution-${(count += 1)}`;
			const data = createRunExecutionData({ executionData: { nodeExecutionStack }, resumeToken: `token of ${id}` });
			const execution: Execution = { id, mode, status: 'running', workflow, input: items.map(({ json }) => json), data, error: undefined };
			all.push(execution);
			start(execution);
			return execution;
		},
		lookAtClock() {
			const due = all.filter(({ status, data }) => status === 'waiting' && Number(data.waitTill) <= Date.now());
			for (const execution of due) resume(execution);
		},
		stop(execution) {
			execution.status = 'canceled';
			execution.data.waitTill = undefined;
		},
		async ended(execution) {
			while (execution.status === 'running') await sleep(1);
		},
		async idle() {
			// A run may start another one, and a request that starts one may be under way.
			do {
				await Promise.all(running);
				await sleep(1);
			} while (running.size > 0);
		},
	};
}

/** Unique in this process, because its nodes remember executions by their ids. */
let count = 0;

type BaseData = (more: Partial<IWorkflowExecuteAdditionalData>) => IWorkflowExecuteAdditionalData;

export function parkedEntry({ id, data }: Execution): IExecuteData {
	const [entry] = data.executionData?.nodeExecutionStack ?? [];
	if (entry === undefined) throw new Error(`Nothing is parked in execution ${id}.`);
	return entry;
}

/** The output of a node, for each of its runs. */
export function turnsOf({ data: { resultData } }: Pick<Execution, 'data'>, nodeName: string): Json[][] {
	return (resultData.runData[nodeName] ?? []).map((run) => (run.data?.main?.[0] ?? []).map(({ json }) => json));
}

function descriptionOf({ id, nodes, connectionsBySourceNode: connections }: Workflow) {
	const [createdAt, updatedAt] = [new Date(0), new Date(0)];
	const about = { id, name: 'Test', active: true, isArchived: false, activeVersionId: null, createdAt, updatedAt };
	return { ...about, nodes: Object.values(nodes), connections };
}
