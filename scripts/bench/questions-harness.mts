import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { startN8n, type RunningN8n } from '../../host/n8n/start.mts';
import { packTapback } from '../../host/pack.mts';
import { scratchDirectory } from '../../host/scratch-directory.mts';
import { DEFAULT_VERSION } from '../../host/n8n/versions.mts';
import { startSandbox, type Control } from '../../sandbox/src/index.mts';
import { startLocalServer } from '../../test/harness/e2e/local-server.mts';

const PROVIDER = 'linq';
const PERSON = '+12025550123';
const TURN_MS = 10;

/** A real n8n with one published question, which can be asked many times, and the sandbox as its provider. */
export interface QuestionsHarness {
	n8n: RunningN8n;
	control: Control;
	/** Asks once more. Resolves with the message's id when the message is sent. */
	open(): Promise<string>;
	/** Taps a message that is no question. Resolves when n8n has answered. */
	tapElsewhere(): Promise<void>;
	/** Answers a question. Resolves with the milliseconds until the next node has run. */
	answer(messageId: string): Promise<number>;
	/** The number of the workflow's executions so far. */
	executions(): Promise<number>;
	/** The number of webhooks at the provider. */
	webhooks(): number;
	end(): Promise<void>;
}

export async function startQuestionsHarness(): Promise<QuestionsHarness> {
	const folder = scratchDirectory('tapback-bench-');
	const packed = await packTapback();
	const sandbox = await startSandbox({ port: 0 });
	const { control } = sandbox;
	const ended = new Map<string, number>();
	const results = await startLocalServer((_path, body) => {
		if (typeof body === 'object' && body !== null && 'messageId' in body) ended.set(String(body.messageId), performance.now());
		return { status: 200, body: {} };
	});
	const n8n = await startN8n({
		version: DEFAULT_VERSION,
		userFolder: folder.path,
		packageDirectory: packed.directory,
		env: { N8N_LOG_LEVEL: 'warn' },
	});
	const { client } = n8n;
	await client.signIn();
	const vendor = control.overview().providers[PROVIDER];
	if (vendor === undefined) throw new Error(`The sandbox has no ${PROVIDER}.`);
	const { id, name } = await client.createCredential({
		name: 'Bench',
		type: 'linqTapbackApi',
		data: { baseUrl: vendor.baseUrl, ...vendor.credentials },
	});
	const fromNumber = vendor.lines[0]?.number;
	const created = await client.createWorkflow({
		name: 'Questions',
		nodes: [
			{
				...{ id: randomUUID(), name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0] },
				parameters: { httpMethod: 'POST', path: randomUUID(), options: {} },
			},
			{
				...{ id: randomUUID(), name: 'Ask', type: 'n8n-nodes-tapback.askForTapback', typeVersion: 1, position: [220, 0] },
				webhookId: randomUUID(),
				credentials: { linqTapbackApi: { id, name } },
				parameters: {
					...{ provider: PROVIDER, operation: 'sendAndWait', message: '={{ $json.body.text }}', to: PERSON, fromNumber },
					...{ waitAmount: 1, waitUnit: 'days', options: {} },
				},
			},
			{
				...{ id: randomUUID(), name: 'Tell', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [440, 0] },
				parameters: {
					...{ method: 'POST', url: `${results.url}/`, sendBody: true, specifyBody: 'json', options: {} },
					jsonBody: '={{ JSON.stringify({ messageId: $json.messageId }) }}',
				},
			},
		],
		connections: { Start: connectionTo('Ask'), Ask: connectionTo('Tell') },
		settings: { executionOrder: 'v1' },
	});
	const workflow = await client.activate(created.id);
	const startUrl = await client.webhookUrl(workflow, 'Start');
	const other = control.sendMessage(PROVIDER, { from: 'agent', text: 'Nobody asks about this' });
	let reaction: 'love' | 'laugh' = 'love';

	async function settled(deliveries: readonly string[]): Promise<void> {
		const isPending = () =>
			control.deliveries({ provider: PROVIDER, limit: 500 }).some(({ id, state }) => deliveries.includes(id) && state === 'pending');
		while (isPending()) await sleep(TURN_MS);
	}

	return {
		...{ n8n, control },
		async open() {
			const text = `Shall I? ${randomUUID()}`;
			const response = await fetch(startUrl, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ text }),
			});
			await response.arrayBuffer();
			const find = () =>
				control.messages(PROVIDER).findLast(({ parts }) => parts.some((part) => part.type === 'text' && part.text.startsWith(text)));
			let asked = find();
			for (; asked === undefined; asked = find()) await sleep(TURN_MS);
			return asked.id;
		},
		async tapElsewhere() {
			reaction = reaction === 'love' ? 'laugh' : 'love';
			await settled(control.react(PROVIDER, { messageId: other.id, reaction }).deliveries);
		},
		async answer(messageId) {
			const startedAt = performance.now();
			control.react(PROVIDER, { messageId, reaction: 'like' });
			while (!ended.has(messageId)) await sleep(TURN_MS);
			return (ended.get(messageId) ?? startedAt) - startedAt;
		},
		executions: async () => await client.countExecutions(workflow.id),
		webhooks: () => control.webhooks(PROVIDER).length,
		async end() {
			await n8n.stop();
			await sandbox.close();
			await results.close();
			await packed.remove();
			folder.remove();
		},
	};
}

function connectionTo(node: string) {
	return { main: [[{ node, type: 'main', index: 0 }]] };
}
