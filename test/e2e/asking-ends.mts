import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { askNode, itemsNode, runsThrough, startNode, turnsOf, workflowOf } from '../harness/e2e/asking-runs.mts';
import { leftovers, rowsOfExecution, runWebhooks } from '../harness/e2e/asking-leftovers.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { until } from '../harness/e2e/until.mts';
import { node } from '../harness/e2e/workflows.mts';

/** Webhooks that a test puts at a provider. */
const PLANTED = '/webhook-waiting/1/';

/** A question whose run doesn't reach its end: stopped in the list, or deleted. And runs by hand, which have a webhook of their own. */
export function describeEnds(harness: Harness, { id, name }: Provider): void {
	describe(`A question that nobody waits for any more, through ${name}`, { concurrency: 1 }, () => {
		const runs = runsThrough(harness, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		const workflowThatAsks = (start: ReturnType<typeof startNode> | ReturnType<typeof manualNode>, text: string) =>
			workflowOf('Asking', [
				start,
				itemsNode('Items', [{ message: text, approved: true }]),
				askNode(harness, { name: 'Ask', provider: id }),
			]);

		async function askPublished(): Promise<{ workflow: Workflow; executionId: string; message: Message }> {
			const text = `Shall I go ${randomUUID()}?`;
			const workflow = await runs.publish(workflowThatAsks(startNode(), text));
			workflows.push(workflow);
			const executionId = await runs.start(workflow);
			const message = await runs.message(text, { executionId });
			await runs.waits(executionId);
			return { workflow, executionId, message };
		}

		async function askByHand(): Promise<{ workflow: Workflow; executionId: string; message: Message }> {
			const text = `Shall I go ${randomUUID()}?`;
			const workflow = await harness.client.createWorkflow(workflowThatAsks(manualNode(), text));
			workflows.push(workflow);
			const executionId = await harness.client.startWorkflow(workflow.id);
			// n8n has nothing of an execution in its first moments.
			const message = await runs.message(text);
			await runs.waits(executionId);
			assert.equal(runWebhooks(harness, id).length, 1);
			return { workflow, executionId, message };
		}

		const nothingLeft = async ({ id: workflowId }: Workflow) =>
			assert.deepEqual(await leftovers(harness, { provider: id, workflowIds: [workflowId] }), []);
		const isRemoved = async (executionId: string) =>
			await until('removal of the row', async () => ((await rowsOfExecution(harness.client, executionId)).length === 0 ? true : undefined));

		it('because its execution was stopped in the list: nothing waits, and its row goes with the next tap on it', async () => {
			const { workflow, executionId, message } = await askPublished();
			await harness.client.stopExecution(executionId);
			assert.equal((await harness.client.execution(executionId)).status, 'canceled');
			assert.equal((await rowsOfExecution(harness.client, executionId)).length, 1);
			runs.tap(message, 'like');
			await isRemoved(executionId);
			assert.deepEqual(
				turnsOf(await harness.client.execution(executionId), 'Ask')
					.flat()
					.filter(({ approved }) => approved === true),
				[],
			);
			await nothingLeft(workflow);
		});

		it('because its execution was deleted: nothing waits, and its row goes with the next tap on it', async () => {
			const { workflow, executionId, message } = await askPublished();
			await harness.client.deleteExecution(executionId);
			runs.tap(message, 'like');
			await isRemoved(executionId);
			await nothingLeft(workflow);
		});

		it('because a run by hand is answered: its own webhook goes', async () => {
			const { workflow, executionId, message } = await askByHand();
			runs.tap(message, 'like');
			assert.equal(turnsOf(await runs.end(executionId), 'Ask')[0]?.[0]?.approved, true);
			await nothingLeft(workflow);
		});

		it('because a run by hand is stopped: its own webhook goes', async () => {
			const { workflow, executionId } = await askByHand();
			await harness.client.stopExecution(executionId);
			await nothingLeft(workflow);
		});

		it('because a run by hand is deleted while it waits: its own webhook goes', async () => {
			const { workflow, executionId } = await askByHand();
			await harness.client.deleteExecution(executionId);
			await nothingLeft(workflow);
		});
	});
}

function manualNode() {
	return { ...node('By Hand', 'n8n-nodes-base.manualTrigger', 0), parameters: {} };
}

/** To be described last: what all those questions left behind, in the whole n8n. */
export function describeNothingLeft(
	harness: Harness,
	{ unpublish, providers }: { unpublish(): Promise<void>; providers: ReadonlyArray<Pick<Provider, 'id' | 'name'>> },
): void {
	describe('When everything is over', () => {
		it('no execution waits', async () => {
			await until('end of all executions', async () => ((await harness.client.waitingExecutions()).length === 0 ? true : undefined));
		});

		it('nothing of ours is at a provider once all workflows are unpublished, and what is somebody else’s is', async () => {
			await unpublish();
			for (const { id } of providers) {
				const urls = harness.control.webhooks(id).map((webhook) => String(webhook.url ?? webhook.webhook_url ?? ''));
				assert.deepEqual(
					urls.filter((url) => !url.endsWith('/somebody-else') && !url.includes(PLANTED)),
					[],
					id,
				);
			}
		});
	});
}

/** A webhook that a run by hand left behind, because its process was killed. */
export function describeSweep(harness: Harness, { id, name }: Provider, { webhookUrl }: { webhookUrl(): string }): void {
	const HOUR_MS = 3_600_000;
	describe(`A webhook that was left behind at ${name}`, () => {
		it('goes with the next run by hand, and no other goes', async () => {
			const waiting = (from: string, time: number) => `${from}${PLANTED}${randomUUID()}?tapback-until=${time}`;
			const over = waiting(webhookUrl(), Date.now() - HOUR_MS);
			const others = [waiting(webhookUrl(), Date.now() + HOUR_MS), waiting('http://127.0.0.1:9', Date.now() - HOUR_MS)];
			const planted = [over, ...others].map((url) => harness.control.addWebhook(id, { url }));
			assert.equal(planted.length, 3);
			const runs = runsThrough(harness, id);
			const text = `Shall I sweep ${randomUUID()}?`;
			const nodes = [manualNode(), itemsNode('Items', [{ message: text }]), askNode(harness, { name: 'Ask', provider: id })];
			const workflow = await harness.client.createWorkflow(workflowOf('Sweeping', nodes));
			const executionId = await harness.client.startWorkflow(workflow.id);
			runs.tap(await runs.message(text), 'like');
			await runs.end(executionId);
			const left = () =>
				harness.control
					.webhooks(id)
					.map(({ url }) => String(url))
					.filter((url) => url.includes('/webhook-waiting/'));
			await until('removal of its own', () => (left().length === others.length ? true : undefined));
			assert.deepEqual(left().sort(), others.sort());
			await runs.remove(workflow);
			assert.ok(present(left()[0], 'webhook').includes('tapback-until'));
		});
	});
}
