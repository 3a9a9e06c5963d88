import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { errorOf, type Execution } from '../../host/n8n/api/execution.mts';
import { workflowFileSchema, type Workflow, type WorkflowInput } from '../../host/n8n/api/workflow.mts';
import { REPO_ROOT } from '../../host/pack.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { allRows, leftovers } from '../harness/e2e/asking-leftovers.mts';
import { askNode, itemsNode, runsThrough, startNode, turnsOf, workflowOf } from '../harness/e2e/asking-runs.mts';
import { ANA } from '../harness/e2e/asking-workflow.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { until } from '../harness/e2e/until.mts';
import { chain, choices, node } from '../harness/e2e/workflows.mts';

const PROVIDER = 'agentphone';
const TEMPLATE = join(REPO_ROOT, 'examples', 'relay-tapbacks-to-questions.json');
const TRIGGER = 'Someone Tapped';
const RELAY = 'Relay';

/** The workflow that has the one webhook of a provider, and applies its tapbacks to the questions of all workflows. */
export function describeRelay(harness: Harness): void {
	describe('The Relay Workflow, in n8n', { concurrency: 1 }, () => {
		const runs = runsThrough(harness, PROVIDER);
		const workflows: Workflow[] = [];
		let relay: Workflow;

		const publish = async (input: WorkflowInput) => {
			const workflow = await runs.publish(input);
			workflows.unshift(workflow);
			return workflow;
		};
		const asking = (text: string, relayId: string) => {
			const ask = askNode(harness, { name: 'Ask', provider: PROVIDER, shared: true }, { relayId });
			return workflowOf('Ask', [startNode(), itemsNode('Items', [{ message: text }]), ask]);
		};

		async function openQuestion(): Promise<{ workflow: Workflow; executionId: string; message: Message }> {
			const text = `Shall I ${randomUUID()}?`;
			const workflow = await publish(asking(text, relay.id));
			const executionId = await runs.start(workflow);
			const message = await runs.message(text, { executionId });
			await runs.waits(executionId);
			return { workflow, executionId, message };
		}

		/** An event as the trigger puts it out: a yes of Ana. */
		const yesOn = ({ id, conversationId }: Message) => ({
			...{ provider: PROVIDER, eventId: randomUUID(), action: 'added', reaction: 'like', emoji: '👍', messageId: id, partIndex: null },
			...{ message: null, actor: ANA, isFromMe: false, conversationId, service: 'iMessage', line: null },
			...{ occurredAt: new Date().toISOString(), receivedAt: new Date().toISOString(), provenance: 'structured', replaced: null, raw: {} },
		});

		/** It is answered by a no afterwards, so what came before counted for nothing. */
		async function stillWaits({ workflow, executionId, message }: Awaited<ReturnType<typeof openQuestion>>): Promise<void> {
			runs.tap(message, 'dislike');
			assert.equal(turnsOf(await runs.end(executionId), 'Ask')[0]?.[0]?.approved, false);
			assert.deepEqual(await leftovers(harness, { provider: PROVIDER, workflowIds: [workflow.id, relay.id] }), []);
		}

		before(async () => {
			harness.control.reset();
			const file = workflowFileSchema.parse(JSON.parse(await readFile(TEMPLATE, 'utf8')));
			const nodes = file.nodes.map((one) =>
				one.name === TRIGGER ? { ...one, parameters: { ...one.parameters, ...choices(harness, PROVIDER).inbound } } : one,
			);
			const imported = await harness.client.importWorkflow({ ...file, nodes }, { credentials: [harness.credentialOf(PROVIDER)] });
			relay = await harness.client.activate(imported.id);
		});
		after(async () => {
			for (const workflow of [...workflows, relay]) await runs.remove(workflow);
		});

		it('passes a tapback on to the question it is on, and the items to the nodes behind', async () => {
			const question = await openQuestion();
			runs.tap(question.message, 'like');
			assert.equal(turnsOf(await runs.end(question.executionId), 'Ask')[0]?.[0]?.approved, true);
			const execution = await harness.client.waitForExecution(relay.id, { where: ({ mode }) => mode === 'webhook' });
			assert.deepEqual(turnsOf(execution, RELAY), turnsOf(execution, TRIGGER));
			assert.deepEqual(await leftovers(harness, { provider: PROVIDER, workflowIds: [question.workflow.id, relay.id] }), []);
		});

		it('keeps no secret in its executions and in the table', async () => {
			const question = await openQuestion();
			runs.tap(question.message, 'laugh');
			const seen = JSON.stringify([await harness.client.executions(relay.id), await allRows(harness.client)]);
			assert.ok(!seen.includes('/webhook-waiting/'));
			const { credentials } = present(harness.control.overview().providers[PROVIDER], PROVIDER);
			for (const secret of Object.values(credentials)) if (String(secret).length > 8) assert.ok(!seen.includes(String(secret)));
			await stillWaits(question);
		});

		it('applies no item that another workflow calls it with', async () => {
			const question = await openQuestion();
			const call = {
				...node('Call', 'n8n-nodes-base.executeWorkflow', 2),
				typeVersion: 1.2,
				parameters: { source: 'database', workflowId: { __rl: true, mode: 'id', value: relay.id }, mode: 'once', options: {} },
			};
			const caller = await publish(workflowOf('Calling', [startNode(), itemsNode('Items', [yesOn(question.message)]), call]));
			const execution = await runs.end(await runs.start(caller));
			assert.match(String(errorOf(execution)), /directly to Inbound Tapback/);
			await stillWaits(question);
		});

		it('applies no item that another node made', async () => {
			const question = await openQuestion();
			const { id, name, type } = harness.credentialOf(PROVIDER);
			const own = {
				...node(RELAY, 'n8n-nodes-tapback.askForTapback', 2),
				...{ credentials: { [type]: { id, name } }, parameters: { provider: PROVIDER, operation: 'relay' } },
			};
			const forging = await publish(workflowOf('Forging', [startNode(), itemsNode('Items', [yesOn(question.message)]), own]));
			const execution = await runs.end(await runs.start(forging));
			assert.match(String(errorOf(execution)), /directly to Inbound Tapback/);
			await stillWaits(question);
		});

		it('applies no item of a test run, which can be edited', async () => {
			const question = await openQuestion();
			const stored = await harness.client.workflow(relay.id);
			const pinned = await harness.client.createWorkflow({
				name: `Pinned ${randomUUID()}`,
				nodes: stored.nodes.map((one) => ({ ...one, id: randomUUID(), webhookId: randomUUID() })),
				connections: stored.connections,
				settings: { executionOrder: 'v1' },
				pinData: { [TRIGGER]: [{ json: yesOn(question.message) }] },
			});
			workflows.unshift(pinned);
			const execution: Execution = await runs.end(await harness.client.startWorkflow(pinned.id, { trigger: TRIGGER }));
			assert.match(String(errorOf(execution)), /published workflow only/);
			await stillWaits(question);
		});

		it('is checked before anything is sent: a workflow that relays nothing is refused in a sentence', async () => {
			const entry = {
				...node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 0),
				typeVersion: 1.1,
				parameters: { inputSource: 'passthrough' },
			};
			const silent = await harness.client.createWorkflow({
				...{ name: `Silent ${randomUUID()}`, nodes: [entry, { ...node('Nothing', 'n8n-nodes-base.noOp', 1), parameters: {} }] },
				...{ connections: chain('Called', 'Nothing'), settings: { executionOrder: 'v1' } },
			});
			workflows.unshift(silent);
			const published = await harness.client.activate(silent.id).catch(() => silent);
			const text = `Shall I ${randomUUID()}?`;
			const workflow = await publish(asking(text, published.id));
			const execution = await runs.end(await runs.start(workflow));
			assert.match(String(errorOf(execution)), /can’t pass tapbacks on to this question.*Nothing was sent/);
			assert.equal(runs.timesSent(text), 0);
			assert.deepEqual(await leftovers(harness, { provider: PROVIDER, workflowIds: [workflow.id] }), []);
		});

		it('may be unpublished and published again while a question waits', async () => {
			const question = await openQuestion();
			await harness.client.deactivate(relay.id);
			await until('no webhook', () => (harness.control.webhooks(PROVIDER).length === 0 ? true : undefined));
			relay = await harness.client.activate(relay.id);
			await stillWaits(question);
		});
	});
}
