import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { N8nProcess } from '../../host/n8n/process.mts';
import type { QueueHarness } from '../harness/e2e/queue-harness.mts';
import { answeringOf, isAnswered, type AnsweringWorkflow } from '../harness/e2e/answering.mts';
import { postByTurns, postTo, signedTapbacks } from '../harness/e2e/signed-tapbacks.mts';
import { present } from '../harness/e2e/harness.mts';

const PROVIDER = 'linq';
const EVENTS = 40;
/** So many executions one worker takes at a time: n8n's default. */
const AT_A_TIME = 10;
/** The webhook processor goes when the event of this number has its answer. */
const KILLED_AFTER = 3;
const BOTH_AT_WORK_WITHIN_MS = 30_000;

/** A worker or a webhook processor that goes while it is at work. */
export function describeQueueCrash(harness: QueueHarness): void {
	describe('A process that goes in the middle of a burst', () => {
		let answering: AnsweringWorkflow;
		const known = new Set<string>();

		const newRuns = async () => {
			const runs = (await answering.runs.runs()).filter(({ executionId }) => !known.has(executionId));
			for (const { executionId } of runs) known.add(executionId);
			return runs;
		};
		const waitUntilBothWork = async () => {
			const answers = () => harness.control.requests({ provider: PROVIDER, limit: 500 }).filter(({ durationMs }) => durationMs === null);
			const deadline = Date.now() + BOTH_AT_WORK_WITHIN_MS;
			while (answers().length <= AT_A_TIME) {
				assert.ok(Date.now() < deadline, 'both workers should be at work');
				await sleep(20);
			}
		};
		/** What came of a burst in which `go` happened to a worker that has work in hand; it is back at the end. */
		const burst = async (answerAfterMs: number, go: (worker: N8nProcess) => Promise<void>) => {
			const slow = { kind: 'delay', delayMs: answerAfterMs } as const;
			harness.control.addFault(PROVIDER, { match: { method: 'POST', path: '/reactions' }, times: 2 * AT_A_TIME, fault: slow });
			const events = signedTapbacks(harness, PROVIDER, EVENTS);
			const { webhookProcessors, workers } = harness.queue;
			const deliveries = events.map(({ delivery }) => delivery);
			const posting = postByTurns(webhookProcessors, deliveries);
			const worker = present(workers[1], 'worker');
			await waitUntilBothWork();
			await go(worker);
			assert.deepEqual(await posting, Array(EVENTS).fill(200));
			await worker.restart();
			const runs = await newRuns();
			assert.equal(runs.length, EVENTS);
			const ran = runs.filter(({ wentOn, status }) => wentOn && status === 'success');
			assert.equal(new Set(ran.map(({ eventId }) => eventId)).size, ran.length);
			return { events, ran, failed: runs.filter(({ status }) => status !== 'success') };
		};

		beforeEach(async () => {
			harness.control.clearFaults(PROVIDER);
			answering = await answeringOf(harness, PROVIDER);
			await newRuns();
		});

		it('as a worker that is stopped in order: every event runs once', async () => {
			const { events, ran } = await burst(2000, async (worker) => await worker.stop());
			assert.equal(ran.length, EVENTS);
			assert.ok(events.every(({ messageId }) => isAnswered(harness, PROVIDER, messageId)));
		});

		it('as a worker that is killed: what it had in hand stands there as failed, every other event runs once', async (context) => {
			const { ran, failed } = await burst(5000, async (worker) => await worker.kill());
			assert.equal(ran.length + failed.length, EVENTS);
			assert.ok(failed.length > 0 && failed.length <= AT_A_TIME, `${failed.length} failed`);
			context.diagnostic(`${ran.length} of ${EVENTS} ran, ${failed.length} failed with the worker`);
		});

		it('as a webhook processor that is killed: what it had answered runs, the rest when it is sent again, each once', async (context) => {
			const [stays, goes] = harness.queue.webhookProcessors;
			const events = signedTapbacks(harness, PROVIDER, EVENTS);
			const answered = await Promise.all(
				events.map(async ({ delivery }, index) => {
					const posted = postTo(present(index % 2 === 0 ? stays : goes, 'processor').url, delivery);
					const status = await posted.catch(() => undefined);
					if (index === KILLED_AFTER) await goes?.kill();
					return status;
				}),
			);
			const unanswered = events.filter((_, index) => answered[index] === undefined);
			assert.ok(unanswered.length > 0, 'the webhook processor should have been at work');
			await goes?.restart();
			for (const { delivery } of unanswered) assert.equal(await postTo(present(stays, 'processor').url, delivery), 200);
			const ran = (await newRuns()).filter(({ wentOn }) => wentOn).map(({ eventId }) => eventId);
			assert.equal(new Set(ran).size, EVENTS);
			assert.equal(ran.length, EVENTS);
			context.diagnostic(`${unanswered.length} of ${EVENTS} had no answer and were sent again`);
		});
	});
}
