import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Question } from './asking-question.mts';
import type { Asking } from './asking-stage.mts';
import { ANA } from './asking-workflow.mts';
import { present } from './stage.mts';

const WINDOW_SECONDS = 30;
const DEADLINE_MINUTES = 0.05;
/** n8n looks once a minute what is to go on. */
const LATE_MS = 90_000;

/** What a minute has to pass for. */
export function describeTime(asking: Asking, { id }: Provider): void {
	describe('Time', { concurrency: true }, () => {
		let asked: Record<'late' | 'swapped', Question>;

		before(async () => {
			asked = await asking.publish(id, {
				late: { parameters: { waitAmount: DEADLINE_MINUTES } },
				swapped: { options: { window: WINDOW_SECONDS } },
			});
		});

		it('that is up ends it without an answer', async () => {
			const { late } = asked;
			await late.start();
			const message = await late.open();
			const { json } = present((await late.end(LATE_MS))[0], 'item');
			const { approved, timedOut, reaction, actor, respondedAt, votes, messageId } = json;
			assert.deepEqual([approved, timedOut, reaction, actor, respondedAt, votes], [null, true, null, null, null, []]);
			assert.equal(messageId, message.id);
		});

		it('to think again: the last answer of the window counts', async () => {
			const { swapped } = asked;
			await swapped.start();
			await swapped.open();
			await swapped.tap('like');
			await swapped.waits();
			assert.equal(swapped.timesEnded(), 0);
			await swapped.tap('dislike');
			const { json } = present((await swapped.end(LATE_MS + WINDOW_SECONDS * 1000))[0], 'item');
			assert.deepEqual([json.approved, json.reaction, json.actor, json.timedOut], [false, 'dislike', ANA, false]);
		});
	});
}
