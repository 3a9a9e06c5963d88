import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA } from '../harness/e2e/asking-workflow.mts';
import { present } from '../harness/e2e/harness.mts';

/** One question after another, each answered by one person. */
export function describeAnswers(asking: Asking, { id, capabilities }: Provider): void {
	describe('An answer', { concurrency: 1 }, () => {
		let asked: Record<'yes' | 'neither' | 'first' | 'second' | 'sent' | 'items' | 'quick', Question>;

		before(async () => {
			asked = await asking.publish(id, {
				...{ yes: {}, neither: { options: { other: 'end' } }, first: {}, second: {} },
				...{ sent: { operation: 'wait' }, items: {}, quick: {} },
			});
		});

		it('is yes by a thumb up, and a copy of it changes nothing', async () => {
			const { yes } = asked;
			await yes.start();
			const message = await yes.open();
			const delivery = await yes.tap('like');
			const [item, ...others] = await yes.end();
			assert.equal(others.length, 0);
			const { votes, respondedAt, conversationId: _, ...result } = present(item, 'item').json;
			const answer = { approved: true, choice: 'yes', reaction: 'like', emoji: '👍', actor: ANA, text: null };
			assert.deepEqual(result, { ...answer, timedOut: false, provider: id, messageId: message.id });
			assert.deepEqual(votes, [{ ...answer, respondedAt }]);
			assert.deepEqual(item?.pairedItem, { item: 0 });
			assert.equal((await asking.harness.control.redeliver(delivery.id)).status, 200);
		});

		it('is neither by another reaction, where that ends it', async () => {
			const { neither } = asked;
			await neither.start();
			await neither.open();
			await neither.tap('laugh');
			const [item] = await neither.end();
			assert.deepEqual([item?.json.approved, item?.json.reaction, item?.json.timedOut], [null, 'laugh', false]);
			// What the copy before could have done is done by now.
			assert.equal(asked.yes.timesEnded(), 1);
		});

		it('ends the question it is on and no other: yes by a heart, no by a thumb down', async () => {
			const { first, second } = asked;
			await Promise.all([first.start(), second.start()]);
			await Promise.all([first.open(), second.open()]);
			await second.tap('love');
			const [loved] = await second.end();
			assert.deepEqual([loved?.json.approved, loved?.json.reaction, first.timesEnded()], [true, 'love', 0]);
			await first.waits();
			await first.tap('dislike');
			const [refused] = await first.end();
			assert.deepEqual([refused?.json.approved, refused?.json.reaction, second.timesEnded()], [false, 'dislike', 1]);
		});

		it('ends the wait on a message that was sent before', async () => {
			const { sent } = asked;
			await sent.start();
			const message = await sent.open();
			await sent.tap('like');
			const [item] = await sent.end();
			const isQuoted = capabilities.receiveTarget.level === 'no';
			assert.deepEqual([item?.json.approved, item?.json.messageId], [true, isQuoted ? null : message.id]);
		});

		it('is each item’s own', async () => {
			const { items } = asked;
			const texts = ['bread', 'butter', 'jam'].map((what) => `Shall I buy ${what}? (${id})`);
			await items.start(...texts);
			await items.open();
			const messages = await Promise.all(texts.map(async (_, index) => await items.message(index)));
			for (const [index, reaction] of (['dislike', 'like', 'love'] as const).entries())
				await items.tap(reaction, { on: messages[index]?.id });
			const ended = await items.end();
			assert.deepEqual(
				ended.map(({ json, pairedItem }) => [json.messageId, json.approved, pairedItem]),
				[false, true, true].map((approved, index) => [messages[index]?.id, approved, { item: index }]),
			);
		});

		it('may come as soon as the message is there, before n8n waits', async () => {
			const { quick } = asked;
			await quick.start();
			await quick.message();
			await quick.tap('like');
			assert.equal((await quick.end())[0]?.json.approved, true);
		});

		it('leaves nothing behind', async () => assert.deepEqual(await asking.leftovers(id, asked), []));
	});
}
