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
	/** The static data that an earlier activation stored. */
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
	/** The return values of webhook(), one for each delivery. */
	returned: IWebhookResponseData[];
	/** The errors of webhook(). n8n would start an error execution for each. */
	thrown: unknown[];
	/** The items of every execution that was started. */
	started: INodeExecutionData[][];
	/** Activates as n8n does: create() runs only if checkExists() returns false. `existed` is that value. `init`: n8n starts. */
	activate(mode?: WorkflowActivateMode): Promise<{ existed: boolean }>;
	deactivate(): Promise<void>;
	/** Waits until `count` deliveries have been answered. */
	answered(count: number): Promise<void>;
	/** Does something that makes the provider deliver, and waits until one more delivery has been answered. */
	whenAnswered<T>(act: () => T): Promise<T>;
	/** Makes n8n fail to start the next run and answer 500. */
	failNextStart(): void;
	/** Makes n8n wait before it stores the runs it starts. The returned function ends the wait, and n8n answers. */
	holdStarts(): () => void;
	/** The provider closes its connections. */
	hangUp(): void;
	close(): Promise<void>;
}

const WEBHOOK_ID = '8d3c1f0e-0000-4000-8000-000000000001';

export async function openTrigger(harness: Harness, provider: ProviderId, options: TriggerOptions = {}): Promise<Trigger> {
	const { parameters = {}, credentials = harness.credentials(), staticData = {}, mode = 'webhook', workflowId } = options;
	// Looked up for each call, because a restart of n8n replaces it.
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

	const answered = async (count: number) => await until(() => host.calls() >= count);

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
		answered,
		async whenAnswered(act) {
			const before = returned.length + thrown.length;
			const done = act();
			await answered(before + 1);
			return done;
		},
		failNextStart: () => host.failNextStart(),
		holdStarts: () => host.holdStarts(),
		hangUp: () => host.hangUp(),
		close: async () => await host.close(),
	};
}
