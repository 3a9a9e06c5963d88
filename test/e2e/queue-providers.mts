import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { PROVIDERS } from '../../core/providers/registry.ts';
import type { Delivery } from '../../sandbox/src/index.mts';
import type { QueueHarness } from '../harness/e2e/queue-harness.mts';
import { isAnswered, answeringOf, type AnsweringWorkflow } from '../harness/e2e/answering.mts';
import { forgeriesOf, postTo, signedTapback } from '../harness/e2e/signed-tapbacks.mts';
import { present } from '../harness/e2e/harness.mts';

/** Each provider's webhook, one event after another, through two webhook processors and two workers. */
export function describeQueueProviders(harness: QueueHarness): void {
	const ran: Array<{ answering: AnsweringWorkflow; delivery: Delivery }> = [];
	const processors = () => harness.queue.webhookProcessors.map(({ url }) => url);
	const executions = async ({ workflow }: AnsweringWorkflow) => (await harness.client.executionRows(workflow.id)).length;

	for (const { id, name } of PROVIDERS) {
		describe(`${name} in queue mode`, () => {
			let answering: AnsweringWorkflow;
			let delivery: Delivery;

			before(async () => {
				answering = await answeringOf(harness, id);
			});

			it('registers the address in front of the webhook processors', async () => {
				const url = await harness.client.webhookUrl(answering.workflow, 'Inbound Tapback');
				assert.ok(url.startsWith(harness.queue.webhookUrl));
				const ours = harness.control.webhooks(id).filter((webhook) => JSON.stringify(webhook).includes(url));
				assert.equal(ours.length, 1);
			});

			it('runs the workflow on a worker for a signed tapback, and the answer lands on the message', async () => {
				const { message, runs } = answering;
				const [deliveryId] = harness.control.react(id, { messageId: message.id, reaction: 'love' }).deliveries;
				await harness.client.waitForExecution(answering.workflow.id);
				const [run, ...others] = await runs.runs();
				assert.equal(others.length, 0);
				assert.equal(run?.status, 'success');
				assert.ok(isAnswered(harness, id, message.id));
				const logs = harness.queue.workers.map((worker) => worker.logs()).join('\n');
				assert.match(logs, new RegExp(`Worker finished execution ${run?.executionId} `));
				const deliveries = harness.control.deliveries({ provider: id, limit: 500 });
				delivery = present(
					deliveries.find((each) => each.id === deliveryId),
					'delivery',
				);
				assert.equal(delivery.attempts.at(-1)?.status, 200);
				ran.push({ answering, delivery });
			});

			it('runs nothing a second time for copies that come later, to either webhook processor', async () => {
				for (let time = 0; time < 2; time += 1) {
					for (const processor of processors()) assert.equal(await postTo(processor, delivery), 200);
				}
				assert.equal((await harness.control.redeliver(delivery.id)).status, 200);
				assert.deepEqual([...(await answering.runs.timesRun()).values()], [1]);
			});

			it('answers 401 to forgeries at either webhook processor, and makes no execution', async () => {
				const before = await executions(answering);
				for (const forge of forgeriesOf(id)) {
					assert.equal((await harness.control.redeliver(delivery.id, { forge })).status, 401, forge);
					const forged = present(
						harness.control
							.deliveries({ provider: id, limit: 500 })
							.find((each) => each.id === delivery.id)
							?.attempts.at(-1),
						'attempt',
					);
					for (const processor of processors()) assert.equal(await postTo(processor, { ...forged, url: delivery.url }), 401, forge);
				}
				await sleep(500);
				assert.equal(await executions(answering), before);
			});

			it('answers 200 to a filtered tapback at either webhook processor, and makes no execution', async () => {
				const before = await executions(answering);
				const { id: messageId } = harness.control.sendMessage(id, { from: 'agent', text: 'Liked by nobody' });
				const filtered = signedTapback(harness, { provider: id, messageId, reaction: 'like' });
				for (const processor of processors()) assert.equal(await postTo(processor, filtered), 200);
				await sleep(500);
				assert.equal(await executions(answering), before);
			});
		});
	}

	describe('A restart in queue mode', () => {
		before(async () => {
			const { webhookProcessors, workers } = harness.queue;
			await Promise.all([webhookProcessors[0]?.restart(), workers[0]?.restart()]);
		});

		it('lets no copy run again, of no provider', async () => {
			assert.equal(ran.length, PROVIDERS.length);
			for (const { answering, delivery } of ran) {
				for (const processor of processors()) assert.equal(await postTo(processor, delivery), 200);
				assert.deepEqual([...(await answering.runs.timesRun()).values()], [1], answering.provider);
			}
		});
	});
}
