import { randomUUID } from 'node:crypto';

import type { WorkflowInput } from '../../host/n8n/api/workflow.mts';
import { startN8n, type RunningN8n } from '../../host/n8n/start.mts';
import { packTapback } from '../../host/pack.mts';
import { scratchDirectory } from '../../host/scratch-directory.mts';
import { DEFAULT_VERSION } from '../../host/n8n/versions.mts';
import { startCountingProvider, type CountingProvider } from './counting-provider.mts';

export type Sender = 'nothing' | 'sendTapback' | 'httpRequest';

/** A real n8n with a workflow for each sender. A workflow receives items by webhook, and answers when all are sent. */
export interface ItemsHarness {
	n8n: RunningN8n;
	provider: CountingProvider;
	/** Sends a tapback for each message. */
	send(sender: Sender, messageIds: readonly string[]): Promise<void>;
	/** The milliseconds of the sending node's last run. Reading them costs n8n some time. */
	tookMs(sender: Sender, count: number): Promise<number>;
	end(): Promise<void>;
}

const CREDENTIAL_TYPE = 'linqTapbackApi';

export async function useItemsHarness(env: Record<string, string> = {}): Promise<ItemsHarness> {
	const folder = scratchDirectory('tapback-bench-');
	const packed = await packTapback();
	const provider = await startCountingProvider();
	const n8n = await startN8n({
		version: DEFAULT_VERSION,
		userFolder: folder.path,
		packageDirectory: packed.directory,
		env: { N8N_LOG_LEVEL: 'warn', ...env },
	});
	await n8n.client.signIn();
	const { id, name } = await n8n.client.createCredential({
		name: 'Bench',
		type: CREDENTIAL_TYPE,
		data: { baseUrl: provider.url, apiKey: 'none', webhookSecret: '' },
	});
	const credentials = { [CREDENTIAL_TYPE]: { id, name } };
	const senders: Record<Sender, SenderNode> = {
		nothing: { name: 'Sender', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		sendTapback: {
			...{ name: 'Sender', type: 'n8n-nodes-tapback.sendTapback', typeVersion: 1, credentials },
			parameters: { provider: 'linq', operation: 'add', messageId: '={{ $json.messageId }}', reaction: 'love', options: {} },
		},
		httpRequest: {
			...{ name: 'Sender', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, credentials },
			parameters: {
				method: 'POST',
				url: `=${provider.url}/api/partner/v3/messages/{{ $json.messageId }}/reactions`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: CREDENTIAL_TYPE,
				sendBody: true,
				specifyBody: 'json',
				jsonBody: '{"operation":"add","type":"love"}',
				options: {},
			},
		},
	};
	const workflows = new Map<Sender, { id: string; url: string }>();
	for (const sender of ['nothing', 'sendTapback', 'httpRequest'] as const) {
		const created = await n8n.client.createWorkflow(workflowOf(senders[sender]));
		const active = await n8n.client.activate(created.id);
		workflows.set(sender, { id: active.id, url: await n8n.client.webhookUrl(active, 'Webhook') });
	}

	function workflowFor(sender: Sender): { id: string; url: string } {
		const found = workflows.get(sender);
		if (found === undefined) throw new Error(`There is no workflow for ${sender}.`);
		return found;
	}

	return {
		...{ n8n, provider },
		async send(sender, messageIds) {
			const { url } = workflowFor(sender);
			const body = JSON.stringify({ items: messageIds.map((messageId) => ({ messageId })) });
			const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
			const answer = await response.text();
			if (response.status !== 200) throw new Error(`n8n answered ${response.status}: ${answer}`);
		},
		async tookMs(sender, count) {
			const [row] = await n8n.client.executionRows(workflowFor(sender).id);
			const execution = await n8n.client.execution(row?.id ?? '');
			const [run] = execution.data.resultData.runData.Sender ?? [];
			const items = run?.data?.main?.[0]?.length;
			if (items !== count) throw new Error(`${sender} gave ${items} items instead of ${count}.`);
			return Number(run?.executionTime);
		},
		async end() {
			await n8n.stop();
			provider.close();
			await packed.remove();
			folder.remove();
		},
	};
}

type SenderNode = Pick<WorkflowInput['nodes'][number], 'name' | 'type' | 'typeVersion' | 'credentials'> & {
	parameters: Record<string, unknown>;
};

function workflowOf(sender: SenderNode): WorkflowInput {
	const webhookId = randomUUID();
	const node = (name: string, type: string, column: number) => ({ id: randomUUID(), name, type, position: [column * 220, 0] });
	return {
		name: `Send ${webhookId}`,
		nodes: [
			{
				...{ ...node('Webhook', 'n8n-nodes-base.webhook', 0), typeVersion: 2.1, webhookId },
				parameters: { path: webhookId, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
			},
			{
				...{ ...node('Items', 'n8n-nodes-base.splitOut', 1), typeVersion: 1 },
				parameters: { fieldToSplitOut: 'body.items', options: {} },
			},
			{ ...sender, id: randomUUID(), position: [440, 0] },
		],
		connections: {
			Webhook: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: 'Sender', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}
