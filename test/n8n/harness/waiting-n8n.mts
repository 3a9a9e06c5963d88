import './environment.mts';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExecutionLifecycleHooks, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type ExecuteWorkflowData,
	type ExecuteWorkflowOptions,
	type IExecuteWorkflowInfo,
	type INodeExecutionData,
	type IRunExecutionData,
	type IWebhookResponseData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { Answer } from './asking.mts';
import type { TestCredentials } from './credentials.mts';
import type { Stage } from './stage.mts';
import { startWebhookHost, type HostRequest, type HostResponse } from './webhook-host.mts';
import { additionalData } from './workflow.mts';

/** One run of an inline workflow, as n8n's database keeps it. */
export interface Execution {
	id: string;
	status: 'running' | 'waiting' | 'success' | 'error';
	workflow: IWorkflowBase;
	data: IRunExecutionData;
	/** How often it was resumed. */
	turns: number;
}

export interface WaitingN8n {
	/** Runs the inline workflow that a node starts, until it waits or is over. */
	plays: Answer;
	executions: Execution[];
	/** What workflows were handed that were called by their id. */
	told: Array<{ id: string; items: Array<INodeExecutionData['json']> }>;
	/** Such a call fails. */
	failTelling(why: string | undefined): void;
	/** Any other workflow than the one that hands tapbacks on: it runs, and its answer has none of what it was told. */
	answerNothing(): void;
	/** The credentials that hold from now on. */
	useCredentials(credentials: TestCredentials): void;
	/** n8n can’t go on with the next one it should, and answers 500. */
	failNextResume(): void;
	/** n8n takes its time to go on with what it should, and answers when this is called. */
	holdResumes(): () => void;
	/** n8n’s look once a minute at what is to go on. */
	lookAtClock(): Promise<void>;
	/** What an execution put out last, once it is over. */
	outputOf(execution: Execution | undefined): Promise<Array<INodeExecutionData['json']>>;
	/** Waits until it is parked again. */
	parked(execution: Execution | undefined, turns: number): Promise<void>;
	close(): Promise<void>;
}

/** Of all of this process: no two executions of an n8n have one id. */
let count = 0;

/** What n8n's cli does with executions that wait (waiting-webhooks, wait-tracker), which no package exports. */
export async function startWaitingN8n(stage: Stage, given: TestCredentials = stage.credentials()): Promise<WaitingN8n> {
	const executions: Execution[] = [];
	const told: WaitingN8n['told'] = [];
	let credentials = given;
	let whyNotTold: string | undefined;
	let isAnotherWorkflow = false;
	const host = await startWebhookHost(webhook, ({ workflowData }, request) => resume(executionAt(request), workflowData));

	const workflowOf = ({ workflow: { id, name, nodes, connections, active, settings } }: Execution) =>
		new Workflow({ id, name, nodes, connections, active, settings, nodeTypes: stage.built.nodeTypes });

	function executionAt({ url = '' }: HostRequest): Execution | undefined {
		return executions.find(({ id }) => url.startsWith(`/webhook-waiting/${id}/`));
	}

	function dataFor({ id, workflow }: Execution, more: Partial<IWorkflowExecuteAdditionalData> = {}): IWorkflowExecuteAdditionalData {
		const hooks = new ExecutionLifecycleHooks('integrated', id, workflow);
		return additionalData(credentials, {
			executionId: id,
			webhookWaitingBaseUrl: `${host.url}/webhook-waiting`,
			executeWorkflow,
			hooks,
			...more,
		});
	}

	async function executeWorkflow(
		info: IExecuteWorkflowInfo,
		_: unknown,
		{ inputData = [] }: ExecuteWorkflowOptions,
	): Promise<ExecuteWorkflowData> {
		if (whyNotTold !== undefined) throw new Error(whyNotTold);
		told.push({ id: String(info.id), items: inputData.map(({ json }) => json) });
		// As the example does: what was opened or closed is what it answers.
		return { executionId: 'told', data: [isAnotherWorkflow ? [] : inputData] };
	}

	async function run(execution: Execution): Promise<void> {
		const engine = new WorkflowExecute(dataFor(execution), 'integrated', execution.data);
		const { data, waitTill } = await engine.processRunExecutionData(workflowOf(execution));
		// As the database gives it back.
		execution.data = { ...structuredClone(JSON.parse(JSON.stringify(data))), ...(waitTill ? { waitTill: new Date(waitTill) } : {}) };
		execution.status = waitTill ? 'waiting' : data.resultData.error ? 'error' : 'success';
	}

	function resume(execution: Execution | undefined, items: IWebhookResponseData['workflowData']): void {
		const [parked] = execution?.data.executionData?.nodeExecutionStack ?? [];
		if (execution?.status !== 'waiting' || parked === undefined) throw new Error('It doesn’t wait.');
		execution.status = 'running';
		execution.turns += 1;
		if (items !== undefined) parked.data.main = items;
		void run(execution);
	}

	async function webhook(httpRequest: HostRequest, httpResponse: HostResponse): Promise<IWebhookResponseData> {
		const refuse = (status: number) => {
			httpResponse.statusCode = status;
			httpResponse.end();
			return { noWebhookResponse: true };
		};
		const execution = executionAt(httpRequest);
		if (execution === undefined) return refuse(404);
		if (httpRequest.query.signature !== execution.data.resumeToken) return refuse(401);
		if (execution.status !== 'waiting') return refuse(409);
		const workflow = workflowOf(execution);
		const node = workflow.getNode(execution.data.resultData.lastNodeExecuted ?? '');
		const path = new URL(httpRequest.url ?? '', host.url).pathname.split('/').at(-1);
		const type = node && stage.built.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (!node || node.id !== path || !type || !('webhook' in type) || !type.webhook) return refuse(404);
		const [webhookDescription] = type.description.webhooks ?? [];
		if (!webhookDescription) return refuse(404);
		const data = dataFor(execution, { httpRequest, httpResponse });
		const webhookData = {
			httpMethod: 'POST' as const,
			node: node.name,
			path,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: data,
		};
		const context = new WebhookContext(workflow, node, data, 'integrated', webhookData, [], structuredClone(execution.data));
		return await type.webhook.call(context);
	}

	async function until(execution: Execution | undefined, isSo: (execution: Execution) => boolean): Promise<Execution> {
		if (execution === undefined) throw new Error('There is no such execution.');
		for (let waited = 0; waited < 10_000 && !isSo(execution); waited += 5) await sleep(5);
		if (!isSo(execution)) throw new Error(`It is ${execution.status} after ${execution.turns} turns.`);
		return execution;
	}

	return {
		...{ executions, told },
		async plays({ workflow, room }) {
			const [first] = workflow.nodes;
			if (first === undefined) throw new Error('The inline workflow is empty.');
			const stack = [{ node: first, data: { main: [[{ json: room }]] }, source: null }];
			const data = createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
			const execution: Execution = { id: `child-${(count += 1)}`, status: 'running', workflow, data, turns: 0 };
			data.resumeToken = `token-of-${execution.id}`;
			executions.push(execution);
			await run(execution);
			const { error } = execution.data.resultData;
			if (error) throw error;
			return { executionId: execution.id, data: [lastItems(execution)], waitTill: execution.data.waitTill ?? null };
		},
		failTelling: (why) => (whyNotTold = why),
		answerNothing: () => (isAnotherWorkflow = true),
		useCredentials: (next) => (credentials = next),
		failNextResume: () => host.failNextStart(),
		holdResumes: () => host.holdStarts(),
		async lookAtClock() {
			for (const execution of executions) {
				if (execution.status === 'waiting' && Number(execution.data.waitTill) <= Date.now()) resume(execution, undefined);
			}
		},
		async outputOf(execution) {
			return lastItems(await until(execution, ({ status }) => status === 'success')).map(({ json }) => json);
		},
		async parked(execution, turns) {
			await until(execution, (one) => one.status === 'waiting' && one.turns === turns);
		},
		close: async () => await host.close(),
	};
}

function lastItems({ data: { resultData } }: Execution): INodeExecutionData[] {
	return resultData.runData[resultData.lastNodeExecuted ?? '']?.at(-1)?.data?.main?.[0] ?? [];
}
