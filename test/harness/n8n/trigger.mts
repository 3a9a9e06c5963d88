import './environment.mts';
import { WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWebhookResponseData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { hookContext } from './contexts.mts';
import type { TestCredentials } from './credentials.mts';
import { overviewOf, until, type Harness } from './harness.mts';
import { startWebhookHost, type HostRequest, type HostResponse } from './webhook-host.mts';
import { additionalData, packageNode, workflowOf } from './workflow.mts';

export interface TriggerOptions {
	parameters?: INodeParameters;
	credentials?: TestCredentials;
	/** What an earlier activation left, as n8n stores it. */
	staticData?: IDataObject;
	/** `manual` while a user listens for a test event. */
	mode?: WorkflowExecuteMode;
	workflowId?: string;
}

/** A workflow with an Inbound Tapback, and a server where the provider reaches it. */
export interface Trigger {
	/** The production URL of the node. */
	url: string;
	workflow: Workflow;
	node: INode;
	credentials: TestCredentials;
	/** What webhook() returned, one for each delivery. */
	returned: IWebhookResponseData[];
	/** What it threw: n8n would make an error execution of each. */
	thrown: unknown[];
	/** The items of every execution that was started. */
	started: INodeExecutionData[][];
	/** As n8n activates: create() only where checkExists() says no. Tells which of them ran. `init`: at its start. */
	activate(mode?: WorkflowActivateMode): Promise<{ existed: boolean }>;
	deactivate(): Promise<void>;
	/** Waits until so many deliveries have been answered. */
	answered(count: number): Promise<void>;
	/** n8n can’t start the next run and answers 500. */
	failNextStart(): void;
	/** n8n takes its time to store the runs it starts, and answers when this is called. */
	holdStarts(): () => void;
	/** The provider gives up waiting. */
	hangUp(): void;
	close(): Promise<void>;
}

const WEBHOOK_ID = '8d3c1f0e-0000-4000-8000-000000000001';

export async function openTrigger(harness: Harness, provider: ProviderId, options: TriggerOptions = {}): Promise<Trigger> {
	const { parameters = {}, credentials = harness.credentials(), staticData = {}, mode = 'webhook', workflowId } = options;
	// Looked up each time: after a restart of n8n it is another one.
	const type = () => harness.built.nodeType('inboundTapback');
	const needed = scenarioOf({ id: provider }).registration.fields(overviewOf(harness, provider));
	const node = packageNode(harness.built, 'inboundTapback', {
		webhookId: WEBHOOK_ID,
		parameters: {
			provider,
			events: ['added'],
			reactions: [],
			registration: 'automatic',
			filters: {},
			options: {},
			...needed,
			...parameters,
		},
	});
	const workflow = workflowOf(harness.built, [node], { staticData, id: workflowId });
	const returned: IWebhookResponseData[] = [];
	const thrown: unknown[] = [];
	const started: INodeExecutionData[][] = [];

	async function webhook(httpRequest: HostRequest, httpResponse: HostResponse): Promise<IWebhookResponseData> {
		const [webhookDescription] = type().description.webhooks ?? [];
		const { webhook: run } = type();
		if (!webhookDescription || !run) throw new Error('Inbound Tapback has no webhook.');
		const data = additionalData(credentials, { httpRequest, httpResponse, webhookBaseUrl: `${host.url}/webhook` });
		const webhookData = {
			httpMethod: 'POST' as const,
			node: node.name,
			path: '',
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: data,
		};
		const context = new WebhookContext(workflow, node, data, mode, webhookData, [], null);
		try {
			const result = await run.call(context);
			returned.push(result);
			return result;
		} catch (error) {
			thrown.push(error);
			throw error;
		}
	}

	const host = await startWebhookHost(webhook, ({ workflowData }) => started.push(workflowData?.[0] ?? []));
	const hooks = (activation?: WorkflowActivateMode) => {
		const methods = type().webhookMethods?.default;
		if (!methods) throw new Error('Inbound Tapback has no webhook methods.');
		const context = hookContext({ workflow, node, credentials, webhookBaseUrl: `${host.url}/webhook`, activation });
		return {
			checkExists: async () => await methods.checkExists.call(context),
			create: async () => await methods.create.call(context),
			delete: async () => await methods.delete.call(context),
		};
	};

	return {
		...{ url: `${host.url}/webhook/${WEBHOOK_ID}/tapback`, workflow, node, credentials, returned, thrown, started },
		async activate(mode) {
			const existed = await hooks(mode).checkExists();
			if (!existed) await hooks(mode).create();
			return { existed };
		},
		async deactivate() {
			await hooks().delete();
		},
		answered: async (count) => await until(() => host.calls() >= count),
		failNextStart: () => host.failNextStart(),
		holdStarts: () => host.holdStarts(),
		hangUp: () => host.hangUp(),
		close: async () => await host.close(),
	};
}
