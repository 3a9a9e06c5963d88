import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { errorOf, isFinished, type Execution } from '../../../host/n8n/api/execution.mts';
import type { Workflow, WorkflowInput, WorkflowNode } from '../../../host/n8n/api/workflow.mts';
import type { Message, Reaction } from '../../../sandbox/src/index.mts';
import { isQuestion, parametersOf, type QuestionPlan } from './asking-workflow.mts';
import type { Harness } from './harness.mts';
import { until } from './until.mts';
import { chain, node } from './workflows.mts';

/** The runs of workflows that a test builds by itself. */
export interface RunCalls {
	publish(input: WorkflowInput): Promise<Workflow>;
	/** Starts a published workflow at its webhook Start. Gives the id of the execution. */
	start(workflow: Workflow, query?: Record<string, string>): Promise<string>;
	/**
	 * Waits for the question with this text at the provider. Fails if the execution ends before.
	 * `after`: the number of earlier questions with this text.
	 */
	message(text: string, options?: { executionId?: string; after?: number }): Promise<Message>;
	/** The first of these questions that the provider has. */
	firstOf(texts: readonly string[]): Promise<Message>;
	/** How often a question with this text was sent. */
	timesSent(text: string): number;
	waits(executionId: string): Promise<void>;
	tap(message: Message, reaction: Reaction, actor?: string): void;
	/** The execution, once it is over. */
	end(executionId: string): Promise<Execution>;
	/** Ends its executions, and deletes the workflow. */
	remove(workflow: Workflow): Promise<void>;
}

export function runsThrough(harness: Harness, provider: string): RunCalls {
	const sent = (text: string) => harness.control.messages(provider).filter((one) => isQuestion(one, text));
	const rowOf = async (executionId: string) => {
		const { status } = await harness.client.execution(executionId);
		return { status };
	};

	return {
		async publish(input) {
			return await harness.client.activate((await harness.client.createWorkflow(input)).id);
		},
		async start(workflow, query = {}) {
			const known = new Set((await harness.client.executionRows(workflow.id)).map(({ id }) => id));
			const url = new URL(await harness.client.webhookUrl(workflow, 'Start'));
			for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
			const response = await fetch(url, { method: 'POST' });
			assert.equal(response.status, 200, await response.text());
			// A delivery that is repeated starts a run of the same mode, which does not begin at this node.
			return await until('run', async () => {
				for (const { id, mode } of await harness.client.executionRows(workflow.id)) {
					if (mode !== 'webhook' || known.has(id)) continue;
					if ('Start' in (await harness.client.execution(id)).data.resultData.runData) return id;
				}
				return undefined;
			});
		},
		async message(text, { executionId, after = 0 } = {}) {
			return await until(`question “${text}”`, async () => {
				const found = sent(text)[after];
				if (found !== undefined || executionId === undefined || !isFinished(await rowOf(executionId))) return found ?? sent(text)[after];
				throw new Error(`The question wasn’t sent: ${String(errorOf(await harness.client.execution(executionId)))}`);
			});
		},
		firstOf: async (texts) => await until('question', () => texts.flatMap(sent)[0]),
		timesSent: (text) => sent(text).length,
		async waits(executionId) {
			await until('wait', async () => {
				const { status } = await rowOf(executionId);
				if (isFinished({ status })) throw new Error(`Execution ${executionId} ended too soon: ${status}.`);
				return status === 'waiting' ? true : undefined;
			});
		},
		tap: ({ id: messageId }, reaction, actor) => void harness.control.react(provider, { messageId, reaction, actor }),
		async end(executionId) {
			return await until('end', async () => {
				if (!isFinished(await rowOf(executionId))) return undefined;
				return await harness.client.execution(executionId);
			});
		},
		async remove(workflow) {
			for (const row of await harness.client.executionRows(workflow.id))
				if (row.status === 'waiting') await harness.client.stopExecution(row.id);
			await harness.client.deleteWorkflow(workflow.id);
		},
	};
}

const START = {
	...node('Start', 'n8n-nodes-base.webhook', 0),
	typeVersion: 2,
	parameters: { httpMethod: 'POST', path: '', options: {} },
};

/** A webhook with a path of its own. */
export function startNode() {
	return { ...START, id: randomUUID(), parameters: { ...START.parameters, path: randomUUID() } };
}

/** Puts out these items. */
export function itemsNode(name: string, items: readonly Record<string, unknown>[], column = 1) {
	const jsCode = `return ${JSON.stringify(items.map((json) => ({ json })))};`;
	return { ...node(name, 'n8n-nodes-base.code', column), typeVersion: 2, parameters: { jsCode } };
}

/** Ask for Tapback with the given choices. */
export function askNode(harness: Harness, plan: QuestionPlan, { relayId = '', column = 2 } = {}) {
	const { id, name, type } = harness.credentialOf(plan.provider);
	return {
		...node(plan.name, 'n8n-nodes-tapback.askForTapback', column),
		webhookId: randomUUID(),
		credentials: { [type]: { id, name } },
		parameters: parametersOf(harness, plan, relayId),
	};
}

/** Start, the items and one node after another. */
export function workflowOf(name: string, nodes: readonly WorkflowNode[], input: Partial<WorkflowInput> = {}): WorkflowInput {
	return {
		name: `${name} ${randomUUID()}`,
		nodes: [...nodes],
		connections: chain(...nodes.map((one) => one.name)),
		settings: { executionOrder: 'v1' },
		...input,
	};
}

/** The output of a node, for each of its runs. */
export function turnsOf({ data }: Execution, nodeName: string): Array<Array<Record<string, unknown>>> {
	const runs = data.resultData.runData[nodeName] ?? [];
	return runs.map((run) => (run.data?.main?.[0] ?? []).map(({ json }) => json));
}
