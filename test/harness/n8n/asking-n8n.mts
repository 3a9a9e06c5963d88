import './environment.mts';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ExecuteWorkflowData,
	type ExecuteWorkflowOptions,
	type IExecuteWorkflowInfo,
	type INode,
	type INodeExecutionData,
	type IRunExecutionData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { Forgery, Message, ProviderId } from '../../../sandbox/src/index.mts';
import type { TestCredentials } from './credentials.mts';
import { createDataTable, type DataTable } from './data-table.mts';
import { playExecutions, turnsOf, type PlayedExecutions } from './played-executions.mts';
import { createPublishedAsk, type PublishOptions, type PublishedAsk } from './published-ask.mts';
import { PROVIDER_IDS, type Harness } from './harness.mts';
import { startWebhookHost, type HostRequest, type HostResponse } from './webhook-host.mts';
import { additionalData } from './workflow.mts';

/** An n8n in which published questions are asked and answered. */
export interface AskingN8n extends PlayedExecutions {
	url: string;
	table: DataTable;
	/** The credentials in use from now on. */
	credentials: TestCredentials;
	/** The errors of webhook(). n8n would start an error execution for each. */
	thrown: unknown[];
	publish(provider: ProviderId, options?: PublishOptions): Promise<PublishedAsk>;
	/** The messages sent through a provider since this n8n started, oldest first. */
	asked(provider: ProviderId): Message[];
	/** Does something that makes the provider deliver. Returns the status of each first attempt when no execution is running. */
	deliver(provider: ProviderId, act: () => { deliveries: string[] }): Promise<Array<number | null>>;
	/** The human taps, or takes the tapback back. */
	tap(provider: ProviderId, message: Message, reaction: 'like' | 'dislike' | 'love', more?: TapOptions): Promise<Array<number | null>>;
	/** The human taps, and the delivery is withheld. The function sends it, genuine or forged, and returns the status. */
	withheldTap(
		provider: ProviderId,
		message: Message,
		reaction: 'like' | 'dislike' | 'love',
	): Promise<(forgery?: Forgery) => Promise<number>>;
	close(): Promise<void>;
}

interface TapOptions {
	action?: 'add' | 'remove';
	actor?: string;
}

/** Unique in this process, because its nodes remember workflows by their ids. */
let count = 0;

export async function startAskingN8n(harness: Harness): Promise<AskingN8n> {
	const table = createDataTable();
	const published: PublishedAsk[] = [];
	const thrown: unknown[] = [];
	const before = new Set(PROVIDER_IDS.flatMap((id) => harness.sandbox.control.messages(id)).map(({ id }) => id));
	const host = await startWebhookHost(webhook, ({ workflowData }, request) => void goOn(request, workflowData));
	const project = (count += 1);

	const base = (more: Partial<IWorkflowExecuteAdditionalData>) =>
		additionalData(n8n.credentials, {
			...{ webhookBaseUrl: `${host.url}/webhook`, webhookWaitingBaseUrl: `${host.url}/webhook-waiting` },
			...more,
		});
	const played = playExecutions(() => ({ executeWorkflow }), base);

	async function executeWorkflow(
		{ code, id: calledId }: IExecuteWorkflowInfo,
		_: unknown,
		{ inputData = [], doNotWaitToFinish = false }: ExecuteWorkflowOptions,
	): Promise<ExecuteWorkflowData> {
		if (code === undefined) {
			const called = published.find(({ workflowId }) => workflowId === calledId);
			if (called === undefined) throw new Error('Workflow does not exist.');
			const execution = played.begin(called.saved(), { node: called.node, items: inputData, mode: 'integrated', from: 'Called' });
			await played.ended(execution);
			return { executionId: execution.id, data: [(turnsOf(execution, called.node.name).at(-1) ?? []).map((json) => ({ json }))] };
		}
		const isOurs = code.nodes.some(({ type }) => type.endsWith('askForTapback'));
		if (!isOurs) return { executionId: 'of the table', data: [table.run(code)] };
		if (!doNotWaitToFinish) throw new Error('A timer must not be waited for.');
		const [first] = code.nodes;
		if (first === undefined) throw new Error('The inline workflow is empty.');
		const { id: codeId, name, nodes, connections, settings } = structuredClone(code);
		const workflow = () =>
			new Workflow({ id: codeId, name, nodes, connections, settings, active: false, nodeTypes: harness.built.nodeTypes });
		const { id } = played.begin(workflow, { node: first, items: inputData, mode: 'integrated' });
		return { executionId: id, data: [] };
	}

	function placeOf({ url = '' }: HostRequest) {
		const { pathname, search, searchParams } = new URL(url, host.url);
		const [, kind = '', id = '', nodeId = ''] = pathname.split('/');
		return { kind, id, nodeId, href: `${host.url}${pathname}${search}`, query: Object.fromEntries(searchParams) };
	}

	async function webhook(request: HostRequest, response: HostResponse): Promise<IWebhookResponseData> {
		const { kind, id } = placeOf(request);
		if (kind === 'webhook-waiting') return await callParked(request, response);
		const target = published.find(({ webhookId, isActive }) => webhookId === id && isActive);
		if (target === undefined) return refuse(response, 404, 'not registered');
		return await call(target.saved()(), target.node.name, { request, response, webhookName: 'setup', data: null });
	}

	async function callParked(request: HostRequest, response: HostResponse): Promise<IWebhookResponseData> {
		const { id, nodeId, href, query } = placeOf(request);
		const execution = played.all.find((one) => one.id === id);
		if (execution === undefined) return refuse(response, 404, `The execution "${id}" does not exist.`);
		const workflow = execution.workflow();
		const node = Object.values(workflow.nodes).find((one) => one.id === nodeId);
		if (node === undefined) return refuse(response, 404, 'no such node');
		const { signature, ...signed } = query;
		const context = contextOf(workflow, node, { request, response, webhookName: 'default', data: structuredClone(execution.data), id });
		const isSendAndWait = node.parameters.operation === 'sendAndWait';
		const isAllowed = isSendAndWait ? context.getSignedResumeUrl(signed) === href : signature === execution.data.resumeToken;
		if (!isAllowed) return refuse(response, 401, 'Invalid token');
		if (execution.status === 'running') return refuse(response, 409, `The execution "${id}" is running already.`);
		if (execution.status !== 'waiting') return refuse(response, 409, `The execution "${id} has finished already.`);
		if (execution.data.resultData.lastNodeExecuted !== node.name) return refuse(response, 404, 'not a waiting webhook');
		const data = structuredClone(execution.data);
		return await call(workflow, node.name, { request, response, webhookName: 'default', data, id });
	}

	interface Call {
		request: HostRequest;
		response: HostResponse;
		webhookName: string;
		data: IRunExecutionData | null;
		/** The id of the execution that is called. */
		id?: string;
	}

	function contextOf(workflow: Workflow, node: INode, { request, response, webhookName, data, id }: Call): WebhookContext {
		const { description } = harness.built.nodeType('askForTapback');
		const webhookDescription = description.webhooks?.find(({ name }) => name === webhookName);
		if (webhookDescription === undefined) throw new Error(`Ask for Tapback has no webhook ${webhookName}.`);
		const more = base({ httpRequest: request, httpResponse: response, executionId: id });
		const webhookData = { httpMethod: 'POST' as const, node: node.name, path: '', webhookDescription, workflowId: workflow.id };
		return new WebhookContext(workflow, node, more, 'webhook', { ...webhookData, workflowExecuteAdditionalData: more }, [], data);
	}

	async function call(workflow: Workflow, nodeName: string, given: Call): Promise<IWebhookResponseData> {
		const node = workflow.getNode(nodeName);
		const { webhook: run } = harness.built.nodeType('askForTapback');
		if (node === null || run === undefined) throw new Error('There is no such node.');
		try {
			return await run.call(contextOf(workflow, node, given));
		} catch (error) {
			thrown.push(error);
			throw error;
		}
	}

	function goOn(request: HostRequest, items: INodeExecutionData[][] | undefined): void {
		const { kind, id } = placeOf(request);
		if (items === undefined) return;
		const execution = played.all.find((one) => one.id === id);
		if (kind === 'webhook-waiting' && execution !== undefined) return played.resume(execution, items);
		const target = published.find(({ webhookId }) => webhookId === id);
		if (target === undefined) throw new Error('Nothing is to go on.');
		played.begin(target.saved(), { node: target.node, items: items[0] ?? [], mode: 'webhook' });
	}

	async function publish(provider: ProviderId, options: PublishOptions = {}): Promise<PublishedAsk> {
		const number = (count += 1);
		const ids = { workflowId: `asking-${project}-${number}`, webhookId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` };
		const one = createPublishedAsk(harness, { provider, options, ids, played, webhookBaseUrl: `${host.url}/webhook`, n8n });
		published.push(one);
		if (options.isTest !== true) await one.activate();
		return one;
	}

	async function deliver(provider: ProviderId, act: () => { deliveries: string[] }): Promise<Array<number | null>> {
		const { deliveries } = act();
		const those = () => harness.sandbox.control.deliveries({ provider, limit: 500 }).filter(({ id }) => deliveries.includes(id));
		while (those().some(({ attempts, state }) => attempts.length === 0 && state === 'pending')) await sleep(2);
		await played.idle();
		return those().map(({ attempts }) => attempts[0]?.status ?? null);
	}

	const n8n: AskingN8n = {
		...played,
		...{ url: host.url, table, thrown, credentials: harness.credentials(), publish, deliver },
		asked: (provider) => harness.sandbox.control.messages(provider).filter(({ from, id }) => from === 'agent' && !before.has(id)),
		tap: async (provider, { id: messageId }, reaction, more) =>
			await deliver(provider, () => harness.sandbox.control.react(provider, { messageId, reaction, ...more })),
		async withheldTap(provider, { id: messageId }, reaction) {
			const { control } = harness.sandbox;
			control.addDeliveryFault(provider, { fault: { kind: 'withhold' } });
			const { deliveries } = control.react(provider, { messageId, reaction });
			return async (forge) => {
				const { status } = await control.redeliver(deliveries[0] ?? '', { forge });
				await played.idle();
				return status;
			};
		},
		close: async () => await host.close(),
	};
	return n8n;
}

function refuse(response: HostResponse, status: number, message: string): IWebhookResponseData {
	response.status(status);
	response.json({ message });
	return { noWebhookResponse: true };
}
