import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { providerById } from '../../core/providers/registry.ts';
import type { Delivery } from '../../sandbox/src/index.mts';
import type { QueueHarness } from '../harness/e2e/queue-harness.mts';
import { answeringOf, isAnswered, type AnsweringWorkflow } from '../harness/e2e/answering.mts';
import { postByTurns, signedTapbacks } from '../harness/e2e/signed-tapbacks.mts';

const PROVIDERS_IN_BURSTS = ['linq', 'sendblue'];
const ROUNDS = 8;
const COPIES = 20;
const EVENTS_AT_ONCE = 40;
const LATER_MS = 1000;

/** Many at the same moment, over two webhook processors and two workers. */
export function describeQueueBursts(harness: QueueHarness): void {
	for (const provider of PROVIDERS_IN_BURSTS) {
		describe(`Bursts of ${providerById(provider).name} in queue mode`, () => {
			let answering: AnsweringWorkflow;
			let counted = new Map<string, number>();

			/** How often each event has run that was not counted before. */
			const newEvents = async () => {
				const before = counted;
				counted = await answering.runs.timesRun();
				return [...counted].filter(([eventId]) => !before.has(eventId));
			};
			const post = async (deliveries: readonly Delivery[]) => {
				const statuses = await postByTurns(harness.queue.webhookProcessors, deliveries);
				assert.ok(statuses.every((status) => status === 200));
			};

			before(async () => {
				answering = await answeringOf(harness, provider);
				await newEvents();
			});

			it(`runs each of ${ROUNDS} events that come in ${COPIES} copies at the same moment to both webhook processors`, async (context) => {
				let twice = 0;
				for (let round = 0; round < ROUNDS; round += 1) {
					const copies = signedTapbacks(harness, provider, 1).flatMap(({ delivery }) => Array.from({ length: COPIES }, () => delivery));
					await post(copies);
					const [event, ...others] = await newEvents();
					assert.ok(event);
					assert.equal(others.length, 0);
					// Copies at the very same instant can meet two workers at once: no more than those two run.
					assert.ok(event[1] <= 2, `it ran ${event[1]} times`);
					if (event[1] > 1) twice += 1;
				}
				context.diagnostic(`${twice} of ${ROUNDS} events ran twice`);
			});

			it(`runs each of ${EVENTS_AT_ONCE} events at once, and none again for a later copy to the other webhook processor`, async () => {
				const events = signedTapbacks(harness, provider, EVENTS_AT_ONCE);
				const deliveries = events.map(({ delivery }) => delivery);
				await post(deliveries);
				const ran = await newEvents();
				assert.deepEqual(
					ran.map(([, times]) => times),
					Array(EVENTS_AT_ONCE).fill(1),
				);
				if (answering.answersTheTapped) assert.ok(events.every(({ messageId }) => isAnswered(harness, provider, messageId)));

				await sleep(LATER_MS);
				await post([...deliveries.slice(1), ...deliveries.slice(0, 1)]);
				const later = await answering.runs.timesRun();
				const again = ran.filter(([eventId]) => later.get(eventId) !== 1);
				assert.equal(again.length, 0, `${again.length} of ${EVENTS_AT_ONCE} ran again`);
			});
		});
	}
}
