import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA } from '../harness/e2e/asking-workflow.mts';
import { present } from '../harness/e2e/harness.mts';

const RECONSIDER_SECONDS = 30;
const DEADLINE_MINUTES = 0.05;

/** What takes a minute: n8n looks once a minute which executions are to go on. */
export function describeTime(asking: Asking, { id }: Provider): void {
	describe('Time', { concurrency: true }, () => {
		let asked: Record<'late' | 'swapped', Question>;

		before(async () => {
			asked = await asking.publish(id, {
				late: { parameters: { waitAmount: DEADLINE_MINUTES } },
				swapped: { options: { reconsider: RECONSIDER_SECONDS } },
			});
		});

		it('that is up ends it without an answer', async () => {
			const { late } = asked;
			await late.start();
			const message = await late.message();
			const { json } = present((await late.end())[0], 'item');
			const { approved, timedOut, reaction, actor, respondedAt, votes, messageId } = json;
			assert.deepEqual([approved, timedOut, reaction, actor, respondedAt, votes], [null, true, null, null, null, []]);
			assert.equal(messageId, message.id);
		});

		it('to think again: the last answer of the window counts', async () => {
			const { swapped } = asked;
			await swapped.start();
			await swapped.open();
			await swapped.recordedTap('like');
			await swapped.tap('dislike');
			const { json } = present((await swapped.end())[0], 'item');
			assert.deepEqual([json.approved, json.reaction, json.actor, json.timedOut], [false, 'dislike', ANA, false]);
		});

		// Both are asked at the same time, so this is looked at when both are over. A row whose time is up goes with a tap.
		after(async () => {
			await asked.late.tap('like');
			assert.deepEqual(await asking.leftovers(id, asked), []);
		});
	});
}
