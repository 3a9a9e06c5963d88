import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/providers/registry.ts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import { leftovers } from '../harness/e2e/asking-leftovers.mts';
import { askNode, itemsNode, runsThrough, startNode, turnsOf, workflowOf } from '../harness/e2e/asking-runs.mts';
import { FOREIGN_URL } from '../harness/e2e/asking-harness.mts';
import { allowsOneWebhook } from '../harness/e2e/asking-workflow.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';

/** Where a provider allows one webhook and no workflow relays: published nodes share it. */
export function describeOneWebhook(harness: Harness): void {
	for (const { id, name } of PROVIDERS.filter((provider) => allowsOneWebhook(provider.id))) {
		describe(`The one webhook of ${name}`, { concurrency: 1 }, () => {
			const runs = runsThrough(harness, id);
			const workflows: Workflow[] = [];
			let first: Workflow;
			let second: Workflow;
			const urls = () => harness.control.webhooks(id).map(({ url }) => String(url));

			async function create(): Promise<Workflow> {
				const text = `Shall I share ${randomUUID()}?`;
				const ask = askNode(harness, { name: 'Ask', provider: id, shared: false });
				const workflow = await harness.client.createWorkflow(
					workflowOf('Sharing', [startNode(), itemsNode('Items', [{ message: text }]), ask]),
				);
				workflows.push(workflow);
				return workflow;
			}

			async function isAnswered(workflow: Workflow, reaction: 'like' | 'dislike'): Promise<void> {
				const code = String(
					present(
						workflow.nodes.find((one) => one.name === 'Items'),
						'node',
					).parameters.jsCode,
				);
				const text = present(/Shall I share [^?]+\?/.exec(code)?.[0], 'text');
				const before = runs.timesSent(text);
				const executionId = await runs.start(workflow);
				const message = await runs.message(text, { executionId, after: before });
				await runs.waits(executionId);
				runs.tap(message, reaction);
				const [[answer] = []] = turnsOf(await runs.end(executionId), 'Ask');
				assert.equal(answer?.approved, reaction === 'like');
			}

			before(() => harness.control.removeWebhooks(id));
			after(async () => {
				harness.control.removeWebhooks(id);
				for (const workflow of workflows) await runs.remove(workflow);
			});

			it('is taken by the first node that is published, and shared by the second', async () => {
				first = await harness.client.activate((await create()).id);
				const taken = urls();
				assert.equal(taken.length, 1);
				assert.match(String(taken[0]), /\/tapback-answers$/);
				second = await harness.client.activate((await create()).id);
				assert.deepEqual(urls(), taken);
			});

			it('brings both their answers', async () => {
				await isAnswered(first, 'like');
				await isAnswered(second, 'dislike');
				assert.deepEqual(await leftovers(harness, { provider: id, workflowIds: [first.id, second.id] }), []);
			});

			it('stays when the node that shares it is unpublished, and goes with the node that has it', async () => {
				await harness.client.deactivate(second.id);
				assert.equal(urls().length, 1);
				await isAnswered(first, 'dislike');
				await harness.client.deactivate(first.id);
				assert.deepEqual(urls(), []);
			});

			it('is asked about before a question is sent: one that shared a webhook which is gone is refused in a sentence', async () => {
				first = await harness.client.activate(first.id);
				second = await harness.client.activate(second.id);
				await harness.client.deactivate(first.id);
				const executionId = await runs.start(second);
				const { data } = await runs.end(executionId);
				assert.match(
					String(data.resultData.error?.message),
					/allows one webhook, and the workflow that shared its webhook.*Nothing was sent/,
				);
				await harness.client.deactivate(second.id);
				second = await harness.client.activate(second.id);
				await isAnswered(second, 'like');
				await harness.client.deactivate(second.id);
				assert.deepEqual(urls(), []);
			});

			it('is left alone where somebody else has it: publishing is refused in a sentence', async () => {
				harness.control.addWebhook(id, { url: FOREIGN_URL });
				await assert.rejects(harness.client.activate(first.id), new RegExp(name));
				assert.deepEqual(urls(), [FOREIGN_URL]);
			});
		});
	}
}
