import './environment.mts';
import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { fieldsOf } from './asking.mts';
import { hookContext } from './contexts.mts';
import type { TestCredentials } from './credentials.mts';
import { ITEMS_NODE } from './package.mts';
import type { Execution, PlayedExecutions, StartOfExecution } from './played-executions.mts';
import type { Harness } from './harness.mts';
import { packageNode, type NodeSettings } from './workflow.mts';

type Json = INodeExecutionData['json'];

export interface PublishOptions extends Partial<Omit<NodeSettings, 'parameters'>> {
	operation?: 'sendAndWait' | 'wait' | 'relay';
	parameters?: INodeParameters;
	/** How n8n runs the node: the human review of an agent's tool has another type. */
	asType?: 'HitlTool';
	/** Connects both outputs of the previous node to the question. */
	isReachedTwice?: boolean;
	/** Leaves the workflow unpublished: its runs are test runs. */
	isTest?: boolean;
	/** A node to put before the question. */
	before?: INode;
}

/** A published workflow: items, then Ask for Tapback. */
export interface PublishedAsk {
	provider: ProviderId;
	workflowId: string;
	node: INode;
	/** The static data of the workflow, as n8n's database stores it. */
	staticData: IDataObject;
	/** The URL at which answers arrive. */
	url: string;
	webhookId: string;
	isActive: boolean;
	/** Activates as n8n does: create() runs only if checkExists() returns false. */
	activate(mode?: WorkflowActivateMode): Promise<{ existed: boolean }>;
	deactivate(): Promise<void>;
	/** Runs the workflow with these items until it waits or is over. */
	ask(items?: Json[]): Promise<Execution>;
	/** Starts a run at the question with this item, as a delivery does, or as another node does with `from`. */
	startAt(item: Json, how?: Partial<Pick<StartOfExecution, 'mode' | 'from'>>): Promise<Execution>;
	/** A function that creates the workflow as it is saved at this moment. */
	saved(): () => Workflow;
}

interface Publishing {
	provider: ProviderId;
	options: PublishOptions;
	ids: { workflowId: string; webhookId: string };
	played: PlayedExecutions;
	webhookBaseUrl: string;
	/** The n8n whose credentials are used. */
	n8n: { credentials: TestCredentials };
}

/** The workflow is not active yet. */
export function createPublishedAsk(harness: Harness, { provider, options, ids, played, webhookBaseUrl, n8n }: Publishing): PublishedAsk {
	const { workflowId, webhookId } = ids;
	const { operation = 'sendAndWait', parameters, asType = '', isReachedTwice = false, isTest = false, before, ...settings } = options;
	const node = packageNode(harness.built, 'askForTapback', {
		...{ id: `ask-${workflowId}`, webhookId, ...settings },
		parameters: { provider, operation, ...(operation === 'relay' ? {} : fieldsOf(harness, provider, operation)), ...parameters },
	});
	node.type += asType;
	const items: INode = before ?? { id: 'items', name: 'Items', type: ITEMS_NODE, typeVersion: 1, position: [0, 0], parameters: {} };

	/** An execution keeps the nodes that it started with. */
	function saved(): () => Workflow {
		const nodes = structuredClone([items, node]);
		const to = [{ node: node.name, type: 'main' as const, index: 0 }];
		const connections: IConnections = { [items.name]: { main: [isReachedTwice ? [...to, ...to] : to] } };
		const about = { id: workflowId, name: 'Asking', active: true, settings: { executionOrder: 'v1' as const } };
		const { nodeTypes } = harness.built;
		return () => new Workflow({ ...about, nodes: structuredClone(nodes), connections, staticData: one.staticData, nodeTypes });
	}

	function hooks(activation?: WorkflowActivateMode) {
		const methods = harness.built.nodeType('askForTapback').webhookMethods?.setup;
		if (methods === undefined) throw new Error('Ask for Tapback has no webhook methods.');
		const context = hookContext({ workflow: saved()(), node, credentials: n8n.credentials, webhookBaseUrl, activation });
		return {
			checkExists: async () => await methods.checkExists.call(context),
			create: async () => await methods.create.call(context),
			delete: async () => await methods.delete.call(context),
		};
	}

	async function run(start: StartOfExecution): Promise<Execution> {
		const execution = played.begin(saved(), start);
		await played.idle();
		return execution;
	}

	const one: PublishedAsk = {
		...{ provider, ...ids, node, staticData: {}, url: `${webhookBaseUrl}/${webhookId}/tapback-answers`, isActive: false, saved },
		async activate(mode) {
			const existed = await hooks(mode).checkExists();
			if (!existed) await hooks(mode).create();
			one.isActive = true;
			return { existed };
		},
		async deactivate() {
			await hooks().delete();
			one.isActive = false;
		},
		ask: async (given = [{ approved: true }]) =>
			await run({ node: items, items: given.map((json) => ({ json })), mode: isTest ? 'manual' : 'trigger' }),
		startAt: async (item, { mode = 'webhook', from } = {}) => await run({ node, items: [{ json: item }], mode, from }),
	};
	return one;
}
