import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { errorOf, itemsOf, type Execution } from '../../host/n8n/api/execution.mts';
import type { WorkflowInput } from '../../host/n8n/api/workflow.mts';
import type { Harness } from '../harness/e2e/harness.mts';
import { batchWorkflow } from '../harness/e2e/workflows.mts';

const PROVIDER = 'linq';

export function describeBatches(harness: Harness): void {
	describe('Many items in n8n', () => {
		beforeEach(() => harness.control.reset());

		const newMessages = (count: number) =>
			Array.from({ length: count }, (_, index) => harness.control.sendMessage(PROVIDER, { from: 'human', text: `Message ${index}` }).id);
		const run = async (input: WorkflowInput): Promise<Execution> => {
			const workflow = await harness.client.createWorkflow(input);
			const execution = await harness.client.runWorkflow(workflow.id);
			await harness.client.deleteWorkflow(workflow.id);
			return execution;
		};
		const standing = (messageId: string) =>
			harness.control.tapbacks(PROVIDER, messageId).map(({ reaction, emoji }) => (reaction === 'emoji' ? emoji : reaction));

		it('sends 49 of 50 when one is bad and the node continues, with the bad one on the error output', async () => {
			const ids = newMessages(50);
			const items = ids.map((messageId, index) => ({ messageId: index === 17 ? 'not-a-uuid' : messageId }));
			const send = { messageId: '={{ $json.messageId }}', reaction: 'like' };
			const execution = await run(batchWorkflow(harness, { provider: PROVIDER, items, send, onError: 'continueErrorOutput' }));
			assert.equal(errorOf(execution), undefined);
			const sent = itemsOf(execution, 'Send Tapback');
			assert.deepEqual(
				sent.map(({ json }) => json.messageId),
				ids.filter((_, index) => index !== 17),
			);
			const [failed, ...others] = itemsOf(execution, 'Send Tapback', 1);
			assert.equal(others.length, 0);
			assert.equal(failed?.json.messageId, 'not-a-uuid');
			assert.match(JSON.stringify(failed?.json.error), /"message":"Message ID “not-a-uuid” is malformed.*"code":"INVALID_INPUT"/);
			ids.forEach((messageId, index) => assert.deepEqual(standing(messageId), index === 17 ? [] : ['like']));
		});

		it('gives each item its own parameters', async () => {
			const ids = newMessages(4);
			const reactions = [
				{ reaction: 'love', emoji: '' },
				{ reaction: 'question', emoji: '' },
				{ reaction: 'emoji', emoji: '🎉' },
				{ reaction: 'emoji', emoji: '👩‍👩‍👧' },
			];
			const items = ids.map((messageId, index) => ({ messageId, ...reactions[index] }));
			const send = { messageId: '={{ $json.messageId }}', reaction: '={{ $json.reaction }}', emoji: '={{ $json.emoji }}' };
			const execution = await run(batchWorkflow(harness, { provider: PROVIDER, items, send }));
			assert.equal(errorOf(execution), undefined);
			assert.deepEqual(ids.map(standing), [['love'], ['question'], ['🎉'], ['👩‍👩‍👧']]);
		});

		it('waits out a rate limit instead of failing', async () => {
			const ids = newMessages(15);
			harness.control.setRateLimit(PROVIDER, { limit: 10, windowSeconds: 2 });
			const send = { messageId: '={{ $json.messageId }}', reaction: 'like' };
			const execution = await run(batchWorkflow(harness, { provider: PROVIDER, items: ids.map((messageId) => ({ messageId })), send }));
			harness.control.setRateLimit(PROVIDER, null);
			assert.equal(errorOf(execution), undefined);
			assert.equal(itemsOf(execution, 'Send Tapback').length, 15);
			assert.ok(ids.every((messageId) => standing(messageId)[0] === 'like'));
		});

		it('stops with a sentence that names the field when nothing says to continue', async () => {
			const [messageId] = newMessages(1);
			const execution = await run(
				batchWorkflow(harness, { provider: PROVIDER, items: [{}], send: { messageId, reaction: 'emoji', emoji: '🔥🔥' } }),
			);
			assert.match(errorOf(execution) ?? '', /Emoji “🔥🔥” is not exactly one emoji/);
			assert.deepEqual(standing(messageId ?? ''), []);
		});
	});
}
