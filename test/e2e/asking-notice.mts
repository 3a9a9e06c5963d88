import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Delivery } from '../../sandbox/src/index.mts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA, BEN, groupOf, inGroup } from '../harness/e2e/asking-workflow.mts';
import { forgeriesOf } from '../harness/e2e/signed-tapbacks.mts';
import { present } from '../harness/e2e/harness.mts';

/** A question to Ana in a group. Nothing else ends it, which is seen in the end: by her yes alone. */
export function describeNotice(asking: Asking, { id }: Provider): void {
	describe('A question takes no notice', { concurrency: 1 }, () => {
		let question: Question;
		let messageId = '';

		before(async () => {
			({ question } = await asking.publish(id, { question: { ...inGroup(id), parameters: { from: ANA } } }));
			await question.start();
			messageId = (await question.open()).id;
		});

		it('of another person', async () => {
			assert.equal(statusOf(await question.tap('dislike', { actor: BEN })), 200);
		});

		it('of a tapback on another message', async () => {
			const { id: conversationId } = groupOf(asking.harness, id);
			const other = asking.harness.control.sendMessage(id, { from: 'agent', text: 'Or shall I not?', conversationId });
			assert.equal(statusOf(await question.tap('dislike', { on: other.id })), 200);
		});

		it('of another reaction', async () => {
			assert.equal(statusOf(await question.tap('laugh')), 200);
		});

		it('of forgeries, which get 401', async () => {
			const { id: deliveryId } = await question.withheldTap('dislike', ANA);
			for (const forge of forgeriesOf(id)) assert.equal((await asking.harness.control.redeliver(deliveryId, { forge })).status, 401, forge);
		});

		it('and goes on waiting for the answer', async () => {
			await question.tap('like');
			const { json } = present((await question.end())[0], 'item');
			assert.deepEqual([json.approved, json.reaction, json.actor, json.messageId], [true, 'like', ANA, messageId]);
		});

		it('leaves nothing behind', async () => assert.deepEqual(await asking.leftovers(id, { question }), []));
	});
}

function statusOf({ attempts }: Delivery): number | null | undefined {
	return attempts.at(-1)?.status;
}
