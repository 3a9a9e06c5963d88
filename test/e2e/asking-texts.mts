import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Question } from '../harness/e2e/asking-question.mts';
import type { Asking } from '../harness/e2e/asking-harness.mts';
import { ANA, allowsOneWebhook } from '../harness/e2e/asking-workflow.mts';
import { present } from '../harness/e2e/harness.mts';

/** Answers in words, which arrive through a webhook of the node only. */
export function describeTexts(asking: Asking, { id }: Provider): void {
	describe('What somebody writes', { concurrency: 1 }, () => {
		let asked: Record<'words' | 'any', Question>;
		const write = (conversationId: string, text: string) => asking.harness.control.sendMessage(id, { from: 'human', text, conversationId });

		before(async () => {
			asked = await asking.publish(id, { words: { options: { text: 'words' } }, any: { options: { text: 'any' } } });
		});

		if (allowsOneWebhook(id)) {
			it('can’t be an answer where it isn’t relayed, and nobody is asked in vain', async () => {
				await asked.words.start();
				assert.match(await asked.words.failed(), /passes tapbacks on, and no messages/);
			});

			it('leaves nothing behind', async () => assert.deepEqual(await asking.leftovers(id, asked), []));
			return;
		}

		it('is an answer if it is a word for yes', async () => {
			const { words } = asked;
			await words.start();
			const { conversationId } = await words.open();
			write(conversationId, 'Let me think');
			write(conversationId, 'Yes!');
			const { json } = present((await words.end())[0], 'item');
			assert.deepEqual([json.approved, json.text, json.reaction, json.actor], [true, 'Yes!', null, ANA]);
		});

		it('ends it, where any text does', async () => {
			const { any } = asked;
			await any.start();
			const { conversationId } = await any.open();
			write(conversationId, 'Ask me tomorrow');
			const { json } = present((await any.end())[0], 'item');
			assert.deepEqual([json.approved, json.text, json.timedOut], [null, 'Ask me tomorrow', false]);
		});

		it('leaves nothing behind', async () => assert.deepEqual(await asking.leftovers(id, asked), []));
	});
}
