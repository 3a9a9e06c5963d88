import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { errorOf, itemsOf, type Execution } from '../../host/n8n-execution.mts';
import { workflowFileSchema, type WorkflowInput } from '../../host/n8n-workflow.mts';
import { REPO_ROOT } from '../../host/pack.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { present, type Stage } from './stage.mts';
import { startWaitServer, type WaitServer } from './wait-server.mts';
import { callingWorkflow, tableWorkflow, waitingWorkflow } from './wait-workflows.mts';
import { choices } from './workflows.mts';

const PROVIDER = 'agentphone';
const TEMPLATE = join(REPO_ROOT, 'examples', 'hand-tapbacks-to-questions.json');
const TRIGGER = 'Someone Tapped';
const AT_THE_SAME_MOMENT = 12;

/** What a wait calls the workflow with. */
interface WaitCall {
	action: 'open' | 'close';
	url: string;
	messageId: string | null;
	until?: string;
}

/** The one webhook of a provider that has one only, shared by all who wait. */
export function describeHandingOn(stage: Stage): void {
	describe('The workflow that hands tapbacks on to waiting questions, in n8n', () => {
		const workflowIds: string[] = [];
		let handing: string;
		let callUrl: string;
		let tableUrl: string;
		let known: Set<string>;
		let question: Message;
		let one: WaitServer;
		let another: WaitServer;

		const publish = async (input: WorkflowInput) => {
			const { id } = await stage.client.createWorkflow(input);
			workflowIds.unshift(id);
			return await stage.client.activate(id);
		};
		const post = async (url: string, body: unknown = {}) => {
			const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
			assert.equal(response.status, 200, await response.clone().text());
			return await response.json();
		};
		const call = async (...calls: WaitCall[]) => await post(callUrl, calls);
		const open = async (url: string, messageId: string) => await call({ action: 'open', url, messageId });
		const waits = async () => {
			const rows = z.array(z.object({ url: z.string(), messageId: z.string() }).partial()).parse(await post(tableUrl));
			return rows.flatMap(({ url, messageId }) => (url === undefined ? [] : [{ url, messageId }]));
		};
		const newQuestion = () => stage.control.sendMessage(PROVIDER, { from: 'agent', text: 'Shall I book it?' });
		const tap = ({ id: messageId }: Message) => stage.control.react(PROVIDER, { messageId, reaction: 'like' });
		/** The end of the run that the latest tap started. */
		const handedOn = async (): Promise<Execution> => {
			const where = ({ id, mode }: Execution) => mode === 'webhook' && !known.has(id);
			const execution = await stage.client.waitForExecution(handing, { where });
			known.add(execution.id);
			assert.equal(errorOf(execution), undefined);
			return execution;
		};
		const eventOf = (execution: Execution) => present(itemsOf(execution, TRIGGER)[0], 'event').json;

		before(async () => {
			stage.control.reset();
			known = new Set();
			const file = workflowFileSchema.parse(JSON.parse(await readFile(TEMPLATE, 'utf8')));
			const nodes = file.nodes.map((node) =>
				node.name === TRIGGER ? { ...node, parameters: { ...node.parameters, ...choices(stage, PROVIDER).inbound } } : node,
			);
			const imported = await stage.client.importWorkflow({ ...file, nodes }, { credentials: [stage.credentialOf(PROVIDER)] });
			handing = (await stage.client.activate(imported.id)).id;
			workflowIds.push(handing);
			callUrl = await stage.client.webhookUrl(await publish(callingWorkflow(handing)), 'Items');
			tableUrl = await stage.client.webhookUrl(await publish(tableWorkflow()), 'Question');
		});
		after(async () => {
			for (const id of workflowIds) await stage.client.deleteWorkflow(id);
		});
		beforeEach(async () => {
			question = newQuestion();
			[one, another] = [await startWaitServer(), await startWaitServer()];
		});
		afterEach(async () => {
			for (const { url } of await waits()) await call({ action: 'close', url, messageId: null });
			assert.deepEqual(await waits(), []);
			await Promise.all([one.close(), another.close()]);
		});

		it('has its table made by whoever comes first, several at the same moment, and loses no wait', async () => {
			const urls = Array.from({ length: AT_THE_SAME_MOMENT }, (_, index) => `${one.url}&wait=${index}`);
			tap(newQuestion());
			await Promise.all([...urls.map(async (url) => await open(url, question.id)), handedOn()]);
			assert.deepEqual((await waits()).map(({ url }) => url).sort(), [...urls].sort());
			const [kept, ...others] = urls;
			const closing = others.map(async (url) => await call({ action: 'close', url, messageId: null }));
			await Promise.all([...closing, open(another.url, '')]);
			assert.deepEqual((await waits()).map(({ url }) => url).sort(), [kept, another.url].sort());
			await call({ action: 'close', url: present(kept, 'url'), messageId: null }, { action: 'close', url: another.url, messageId: '' });
			assert.deepEqual(await waits(), []);
		});

		it('answers a wait that opens with its row, so that it can tell this from another workflow', async () => {
			const [row, ...others] = await call({ action: 'open', url: one.url, messageId: question.id });
			assert.deepEqual([row.url, row.messageId, others], [one.url, question.id, []]);
		});

		it('hands the event as it is to the waits for its message and to those for any, and to no other', async () => {
			const other = newQuestion();
			await call({ action: 'open', url: one.url, messageId: question.id }, { action: 'open', url: another.url, messageId: '' });
			tap(question);
			const first = eventOf(await handedOn());
			assert.equal(first.messageId, question.id);
			assert.deepEqual([one.heard, another.heard], [[first], [first]]);
			tap(other);
			const second = eventOf(await handedOn());
			assert.deepEqual([one.heard, another.heard], [[first], [first, second]]);
		});

		it('hands nothing on to a message of a wait that was closed, nor to a wait that was closed', async () => {
			for (const messageId of ['', question.id, newQuestion().id]) await open(one.url, messageId);
			await open(another.url, question.id);
			await call({ action: 'close', url: one.url, messageId: '' }, { action: 'close', url: one.url, messageId: question.id });
			assert.deepEqual((await waits()).map(({ url }) => url).sort(), [one.url, another.url].sort());
			tap(question);
			await handedOn();
			assert.deepEqual([one.heard.length, another.heard.length], [0, 1]);
			await call({ action: 'close', url: one.url, messageId: null }, { action: 'close', url: another.url, messageId: null });
			assert.deepEqual(await waits(), []);
			tap(newQuestion());
			await handedOn();
			assert.deepEqual([one.heard.length, another.heard.length], [0, 1]);
		});

		it('tries again where a wait is busy, and only there', async () => {
			await open(one.url, question.id);
			await open(another.url, question.id);
			another.answerNext(409, 500);
			tap(question);
			const event = eventOf(await handedOn());
			assert.deepEqual([one.heard, another.heard], [[event], [event, event, event]]);
		});

		it('doesn’t mind a wait that is gone, first or last', async () => {
			const gone = await startWaitServer();
			gone.answerNext(404, 404);
			await open(gone.url, question.id);
			await open(one.url, question.id);
			await open(`${gone.url}&last=1`, question.id);
			tap(question);
			const event = eventOf(await handedOn());
			assert.deepEqual([one.heard, gone.heard], [[event], [event, event]]);
			await gone.close();
		});

		it('forgets a wait whose time is over when another opens', async () => {
			const at = (offset: number) => new Date(Date.now() + offset).toISOString();
			await call({ action: 'open', url: one.url, messageId: '', until: at(1) });
			await call({ action: 'open', url: another.url, messageId: '', until: at(60_000) });
			assert.deepEqual(
				(await waits()).map(({ url }) => url),
				[another.url],
			);
		});

		it('wakes an execution that waits in this very n8n', async () => {
			const waiting = await publish(waitingWorkflow(handing));
			await post(await stage.client.webhookUrl(waiting, 'Message'), { messageId: question.id });
			while ((await waits()).length === 0) await sleep(50);
			tap(question);
			const event = eventOf(await handedOn());
			const woken = await stage.client.waitForExecution(waiting.id);
			assert.equal(errorOf(woken), undefined);
			assert.deepEqual(itemsOf(woken, 'Wait')[0]?.json.body, event);
		});
	});
}
