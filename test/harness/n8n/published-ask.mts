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
	/** As what n8n runs the node: an agent's gate has another type. */
	asType?: 'HitlTool';
	/** Both outputs of the node before lead to the question. */
	isReachedTwice?: boolean;
	/** It is not published: its runs are test runs. */
	isTest?: boolean;
	/** Another node before the question. */
	before?: INode;
}

/** A published workflow: items, then Ask for Tapback. */
export interface PublishedAsk {
	provider: ProviderId;
	workflowId: string;
	node: INode;
	/** What n8n's database keeps of the workflow for its nodes. */
	staticData: IDataObject;
	/** The URL at which answers arrive. */
	url: string;
	webhookId: string;
	isActive: boolean;
	/** As n8n publishes, or starts: create() only where checkExists() says no. */
	activate(mode?: WorkflowActivateMode): Promise<{ existed: boolean }>;
	deactivate(): Promise<void>;
	/** Runs the workflow with these items until it waits or is over. */
	ask(items?: Json[]): Promise<Execution>;
	/** A run that starts at the question with this item, as one that a delivery starts; or one that another node gives it. */
	startAt(item: Json, how?: Partial<Pick<StartOfExecution, 'mode' | 'from'>>): Promise<Execution>;
	/** Makes the workflow as it is saved at this moment. */
	saved(): () => Workflow;
}

interface Publishing {
	provider: ProviderId;
	options: PublishOptions;
	ids: { workflowId: string; webhookId: string };
	played: PlayedExecutions;
	webhookBaseUrl: string;
	/** Whose credentials hold. */
	n8n: { credentials: TestCredentials };
}

/** It is not active yet. */
export function createPublishedAsk(harness: Harness, { provider, options, ids, played, webhookBaseUrl, n8n }: Publishing): PublishedAsk {
	const { workflowId, webhookId } = ids;
	const { operation = 'sendAndWait', parameters, asType = '', isReachedTwice = false, isTest = false, before, ...settings } = options;
	const node = packageNode(harness.built, 'askForTapback', {
		...{ id: `ask-${workflowId}`, webhookId, ...settings },
		parameters: { provider, operation, ...(operation === 'relay' ? {} : fieldsOf(harness, provider, operation)), ...parameters },
	});
	node.type += asType;
	const items: INode = before ?? { id: 'items', name: 'Items', type: ITEMS_NODE, typeVersion: 1, position: [0, 0], parameters: {} };

	/** Executions go on with the nodes as they were when they began. */
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
