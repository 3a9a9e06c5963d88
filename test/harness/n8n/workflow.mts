import './environment.mts';
import type { WorkflowExecuteMode } from 'n8n-workflow';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { TestCredentials } from './credentials.mts';
import { ITEMS_NODE, PACKAGE_NAME, type BuiltPackage } from './package.mts';

const FIRST = 'Items';

export type NodeSettings = Pick<INode, 'parameters'> &
	Partial<Pick<INode, 'onError' | 'continueOnFail' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'id' | 'webhookId'>>;

/** A node of the package, with a credential for each of its slots. */
export function packageNode(built: BuiltPackage, type: string, settings: NodeSettings): INode {
	const { displayName, credentials = [] } = built.nodeType(type).description;
	return {
		...{ id: type, name: displayName, type: `${PACKAGE_NAME}.${type}`, typeVersion: 1, position: [0, 0] },
		credentials: Object.fromEntries(credentials.map(({ name }) => [name, { id: name, name }])),
		...settings,
	};
}

export function workflowOf(built: BuiltPackage, nodes: INode[], options: { id?: string; staticData?: IDataObject } = {}): Workflow {
	const [from, to] = nodes;
	const connections = from && to ? { [from.name]: { main: [[{ node: to.name, type: 'main' as const, index: 0 }]] } } : {};
	const { id = 'workflow-1', staticData } = options;
	return new Workflow({
		...{ id, name: 'Test', nodes, connections, active: true, staticData },
		nodeTypes: built.nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

/** The data that n8n's cli passes to every node, as far as these nodes use it. */
export function additionalData(
	credentials: TestCredentials,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	const base = 'http://127.0.0.1:5678';
	const urls = {
		...{ restApiUrl: `${base}/rest`, instanceBaseUrl: base, webhookBaseUrl: `${base}/webhook`, webhookTestBaseUrl: `${base}/webhook-test` },
		...{ webhookWaitingBaseUrl: `${base}/webhook-waiting`, formWaitingBaseUrl: `${base}/form-waiting` },
	};
	const parts: Partial<IWorkflowExecuteAdditionalData> = {
		...urls,
		credentialsHelper: credentials,
		executionId: 'execution-1',
		variables: {},
		...more,
	};
	return parts as IWorkflowExecuteAdditionalData;
}

export interface RunResult {
	/** The node's outputs, one list for each; empty lists where it failed. */
	outputs: INodeExecutionData[][];
	error: IRun['data']['resultData']['error'];
	run: IRun;
}

/** Runs a whole workflow with n8n's engine: the items, then the node. */
export async function runWithItems(built: BuiltPackage, node: INode, options: Omit<ExecuteOptions, 'startNode'>): Promise<RunResult> {
	const first: INode = { id: 'first', name: FIRST, type: ITEMS_NODE, typeVersion: 1, position: [0, 0], parameters: {} };
	const workflow = workflowOf(built, [first, node]);
	return await execute(workflow, node, { ...options, startNode: first });
}

export interface ExecuteOptions {
	startNode: INode;
	items: INodeExecutionData[];
	credentials: TestCredentials;
	mode?: WorkflowExecuteMode;
	/** Further data that n8n's cli passes in. */
	more?: Partial<IWorkflowExecuteAdditionalData>;
}

/** Runs a workflow from a start node that is given items, as n8n does with what a webhook returned. */
export async function execute(workflow: Workflow, watched: INode, options: ExecuteOptions): Promise<RunResult> {
	const { startNode, items, credentials, mode = 'trigger', more = {} } = options;
	const description: IWorkflowBase = {
		...{
			id: workflow.id,
			name: 'Test',
			active: true,
			isArchived: false,
			activeVersionId: null,
			createdAt: new Date(0),
			updatedAt: new Date(0),
		},
		...{ nodes: Object.values(workflow.nodes), connections: workflow.connectionsBySourceNode },
	};
	const hooks = new ExecutionLifecycleHooks(mode, 'execution-1', description);
	const engine = new WorkflowExecute(additionalData(credentials, { ...more, hooks }), mode);
	const data = { startTime: 0, executionTime: 0, executionIndex: 0, source: [], data: { main: [items] } };
	const run = await engine.run({ workflow, startNode, triggerToStartFrom: { name: startNode.name, data } });
	const { runData, error } = run.data.resultData;
	const outputs = runData[watched.name]?.at(-1)?.data?.main ?? [];
	return { outputs: outputs.map((output) => output ?? []), error, run };
}
