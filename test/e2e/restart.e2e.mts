import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { errorOf, itemsOf } from '../../host/n8n/api/execution.mts';
import type { WorkflowInput } from '../../host/n8n/api/workflow.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { batchWorkflow } from '../harness/e2e/workflows.mts';

const TOGGLING = PROVIDERS.filter(({ removal }) => removal === 'toggle');

/** What a provider that toggles would undo if n8n had forgotten it. */
export function describeRestart(harness: Harness): void {
	for (const { id: provider, name } of TOGGLING) {
		describe(`What stands from us at ${name}, before and after a restart of n8n`, () => {
			let messageId = '';
			let workflowId = '';
			let input: WorkflowInput;

			const standing = () => harness.control.tapbacks(provider, messageId).map(({ reaction }) => reaction);
			const requests = () => harness.control.requests({ provider, limit: 500 }).filter(({ method }) => method === 'POST').length;
			const send = async (operation: 'add' | 'remove', reaction: string) => {
				const nodes = input.nodes.map((node) =>
					node.name === 'Send Tapback' ? { ...node, parameters: { ...node.parameters, operation, reaction } } : node,
				);
				await harness.client.updateWorkflow(workflowId, { ...input, nodes });
				const execution = await harness.client.runWorkflow(workflowId);
				assert.equal(errorOf(execution), undefined);
				return itemsOf(execution, 'Send Tapback')[0]?.json;
			};

			before(async () => {
				harness.control.reset();
				messageId = present(harness.control.messages(provider)[0], 'message').id;
				input = batchWorkflow(harness, { provider, items: [{}], send: { messageId, reaction: 'like' } });
				workflowId = (await harness.client.createWorkflow(input)).id;
				assert.equal((await send('add', 'like'))?.outcome, 'applied');
			});
			beforeEach(async () => await harness.n8n.restart());

			it('is not taken off by adding the same', async () => {
				assert.equal((await send('add', 'like'))?.outcome, 'unchanged');
				assert.deepEqual([standing(), requests()], [['like'], 1]);
			});

			it('is replaced, and then taken off', async () => {
				const swapped = await send('add', 'love');
				assert.deepEqual([swapped?.outcome, swapped?.previous], ['applied', { reaction: 'like', emoji: '👍' }]);
				assert.deepEqual(standing(), ['love']);
				await harness.n8n.restart();
				assert.equal((await send('remove', 'love'))?.outcome, 'applied');
				assert.deepEqual(standing(), []);
			});
		});
	}
}
