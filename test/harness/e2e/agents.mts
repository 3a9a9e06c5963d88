import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { errorOf, isFinished, itemsOf, nodesRun } from '../../../host/n8n/api/execution.mts';
import { workflowFileSchema, type Workflow, type WorkflowFile, type WorkflowNode } from '../../../host/n8n/api/workflow.mts';
import { REPO_ROOT } from '../../../host/pack.mts';
import type { Delivery, Message } from '../../../sandbox/src/index.mts';
import { startScriptedModel, type ScriptedCall, type ScriptedModel } from './scripted-model.mts';
import { startShop, type Shop } from './shop.mts';
import type { Harness } from './harness.mts';
import { until } from './until.mts';

/** A published copy of the example for agents, with a model and a shop of its own. */
export interface RunningAgent {
	model: ScriptedModel;
	shop: Shop;
	workflowId: string;
	/** Writes into the chat. */
	tell(text: string): Promise<void>;
	/** Writes into the chat. Returns the question that is then in Messages, once n8n waits for its answer. */
	say(text: string): Promise<Message>;
	/** The question with this beginning, once it is in Messages and n8n waits for its answer. */
	question(beginning: string): Promise<Message>;
	/** Which of these beginnings is asked first. */
	firstOf(beginnings: readonly string[]): Promise<string>;
	/** Whether n8n still waits for the answer to that question. */
	waits(): Promise<boolean>;
	/** What the agent says in the end. */
	answer(): Promise<string>;
	close(): Promise<void>;
}

export interface AgentSetup {
	/** Parameters of Ask the Boss, beside those of the example. */
	ask?: Readonly<Record<string, unknown>>;
	/** Ask the Boss is a tool of the agent itself: it asks what the model wants to know. */
	asTool?: boolean;
	/** A second gate with a tool of its own, besides the example's. */
	secondGate?: boolean;
	/** The calls that the model makes in its turn with tools. */
	calls?: readonly ScriptedCall[];
}

const EXAMPLE = join(REPO_ROOT, 'examples', 'agent-that-spends-only-after-a-thumbs-up.json');
const ORDER = { item: 'a cake', dollars: 42 };
const QUESTION = { question: 'Is it a good day for cake?' };

const startedSchema = z.object({ executionStarted: z.literal(true), executionId: z.coerce.string() });

/** Uses the example as a user would: imports it, chooses credentials, fills in addresses, publishes it. */
export async function publishAgent(harness: Harness, setup: AgentSetup = {}): Promise<RunningAgent> {
	const { client, control } = harness;
	const { ask = {}, asTool = false, secondGate = false, calls = [{ args: asTool ? QUESTION : ORDER }] } = setup;
	const model = await startScriptedModel(calls);
	const shop = await startShop();
	const closeServers = () => Promise.all([model.close(), shop.close()]);
	const workflow = await publish().catch(async (error) => {
		await closeServers();
		throw error;
	});
	let executionId = '';

	async function publish(): Promise<Workflow> {
		const data = { apiKey: 'scripted', url: `${model.url}/v1` };
		const openAi = await client.createCredential({ name: `Model ${randomUUID()}`, type: 'openAiApi', data });
		const file = await example({ shop, ask, asTool, secondGate });
		const { id } = await client.importWorkflow(file, { credentials: [harness.credentialOf('linq'), openAi] });
		return await client.activate(id);
	}

	async function isWaiting(): Promise<boolean> {
		const rows = await client.executionRows(workflow.id);
		return rows.find(({ id }) => id === executionId)?.status === 'waiting';
	}

	async function tell(text: string): Promise<void> {
		executionId = await chat(await client.webhookUrl(workflow, 'Chat'), text);
	}

	const asked = (beginning: string) =>
		control
			.messages('linq')
			.findLast(({ from, parts: [part] }) => from === 'agent' && part?.type === 'text' && part.text.startsWith(beginning));
	const untilItWaits = async () => await until('wait in n8n', async () => ((await isWaiting()) ? true : undefined));

	return {
		...{ model, shop, tell },
		workflowId: workflow.id,
		async question(beginning) {
			const found = await until(`question “${beginning}”`, () => asked(beginning));
			await untilItWaits();
			return found;
		},
		firstOf: async (beginnings) => await until('question', () => beginnings.find((one) => asked(one) !== undefined)),
		waits: isWaiting,
		async say(text) {
			const known = new Set(control.messages('linq').map(({ id }) => id));
			await tell(text);
			const isNew = ({ id, from }: Message) => from === 'agent' && !known.has(id);
			const question = await until('question in Messages', () => control.messages('linq').find(isNew));
			await untilItWaits();
			return question;
		},
		async answer() {
			const execution = await until('answer of the agent', async () => {
				const { status } = (await client.executionRows(workflow.id)).find(({ id }) => id === executionId) ?? { status: '' };
				if (status !== 'waiting' && !isFinished({ status })) return undefined;
				const found = await client.execution(executionId);
				// In this mode n8n waits for the window of the chat, and there is none.
				return isFinished(found) || nodesRun(found).includes('Answer') ? found : undefined;
			});
			const error = errorOf(execution);
			if (error !== undefined) throw new Error(error);
			return String(itemsOf(execution, 'Buyer')[0]?.json.output);
		},
		async close() {
			await closeServers();
			await client.deleteWorkflow(workflow.id);
		},
	};
}

async function example({ shop, ask, asTool, secondGate }: { shop: Shop } & Required<Omit<AgentSetup, 'calls'>>): Promise<WorkflowFile> {
	const file = workflowFileSchema.parse(JSON.parse(await readFile(EXAMPLE, 'utf8')));
	const changes: Record<string, (node: WorkflowNode) => WorkflowNode[]> = {
		Chat: (node) => [withParameters(node, { public: true })],
		'Place Order': (node) => (asTool ? [] : [withParameters(node, { url: `${shop.url}/orders` })]),
		'Ask the Boss': (node) => [asTool ? asOwnTool(withParameters(node, ask)) : withParameters(node, ask)],
	};
	// As the editor does it, so that a workflow can be imported more than once.
	const nodes = file.nodes.map((node) => ({ ...node, webhookId: undefined }));
	const changed = nodes.flatMap((node) => changes[node.name]?.(node) ?? [node]);
	const connections = Object.entries(file.connections).filter(([from]) => changed.some(({ name }) => name === from));
	const workflow = { ...file, nodes: changed, connections: Object.fromEntries(connections) };
	return secondGate ? withSecondGate(workflow) : workflow;
}

const SECOND = ' Too';

/** The gate and its tool once more, by other names: the model has two tools, each behind a gate of its own. */
function withSecondGate(file: WorkflowFile): WorkflowFile {
	const names = ['Ask the Boss', 'Place Order'];
	const copies = file.nodes
		.filter(({ name }) => names.includes(name))
		.map((node) => ({ ...node, id: randomUUID(), name: node.name + SECOND }));
	const second = names.map((name) => [
		name + SECOND,
		JSON.parse(JSON.stringify(file.connections[name]).replace('Ask the Boss', `Ask the Boss${SECOND}`)),
	]);
	return { ...file, nodes: [...file.nodes, ...copies], connections: { ...file.connections, ...Object.fromEntries(second) } };
}

function asOwnTool(node: WorkflowNode): WorkflowNode {
	const message = "={{ $fromAI('question', 'What to ask', 'string') }}";
	return { ...withParameters(node, { operation: 'sendAndWait', message }), type: 'n8n-nodes-tapback.askForTapbackTool' };
}

function withParameters(node: WorkflowNode, parameters: Readonly<Record<string, unknown>>): WorkflowNode {
	return { ...node, parameters: { ...node.parameters, ...parameters } };
}

/** What n8n's chat page does with what is typed into it. */
async function chat(url: string, chatInput: string): Promise<string> {
	const body = JSON.stringify({ action: 'sendMessage', sessionId: randomUUID(), chatInput });
	const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
	return startedSchema.parse(await response.json()).executionId;
}

/** Waits until what a tap caused is delivered to n8n; how n8n answered, for each attempt. */
export async function answersTo({ control }: Harness, deliveryIds: readonly string[]): Promise<Array<number | null>> {
	const ours = ({ id, url }: Delivery) => deliveryIds.includes(id) && url.includes('/tapback-answers');
	const settled = await until('end of the deliveries', () => {
		const found = control.deliveries({ provider: 'linq', limit: 500 }).filter(ours);
		return found.length > 0 && found.every(({ state }) => state !== 'pending') ? found : undefined;
	});
	return settled.flatMap(({ attempts }) => attempts.map(({ status }) => status));
}
