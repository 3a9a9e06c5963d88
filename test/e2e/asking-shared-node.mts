import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Workflow, WorkflowInput } from '../../host/n8n/api/workflow.mts';
import { askNode, itemsNode, runsThrough, startNode, turnsOf, workflowOf } from '../harness/e2e/asking-runs.mts';
import { leftovers } from '../harness/e2e/asking-leftovers.mts';
import { ANA, isQuestion } from '../harness/e2e/asking-workflow.mts';
import type { Harness } from '../harness/e2e/harness.mts';
import { chain, node } from '../harness/e2e/workflows.mts';

const CONDITION = { conditions: { number: [{ value1: '={{ $json.n }}', operation: 'equal', value2: 1 }] } };

/** One node Ask for Tapback that runs twice in one execution. Each input item says `approved: true`, which is nobody's answer. */
export function describeSharedNode(harness: Harness, { id, name }: Provider): void {
	describe(`A node that runs twice in one execution, through ${name}`, { concurrency: 1 }, () => {
		const runs = runsThrough(harness, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		/** n8n runs the node once, waits, and runs it again: in which order is its own affair. The first question gets a no, the second a yes. */
		async function asksTwice(input: WorkflowInput, texts: readonly [string, string]): Promise<void> {
			const [first, second] = texts;
			const workflow = await runs.publish(input);
			workflows.push(workflow);
			const executionId = await runs.start(workflow);
			const asked = await runs.firstOf(texts);
			const refused = isQuestion(asked, first) ? 'dislike' : 'like';
			await runs.waits(executionId);
			runs.tap(asked, refused);
			const other = await runs.message(isQuestion(asked, first) ? second : first);
			runs.tap(other, refused === 'like' ? 'dislike' : 'like');
			const execution = await runs.end(executionId);
			const answers = turnsOf(execution, 'Ask').map(([json]) => [
				json?.messageId,
				json?.approved,
				json?.actor,
				json?.timedOut,
				json?.error,
			]);
			const expected = [asked, other].map((message) => [message.id, isQuestion(message, second), ANA, false, undefined]);
			assert.deepEqual(answers, expected);
			assert.deepEqual([runs.timesSent(first), runs.timesSent(second)], [1, 1]);
			assert.equal(turnsOf(execution, 'Done').flat().length, 2);
			assert.deepEqual(await leftovers(harness, { provider: id, workflowIds: [workflow.id] }), []);
		}

		const texts = () => [`First ${randomUUID()}?`, `Second ${randomUUID()}?`] as const;
		const items = ([first, second]: readonly [string, string]) =>
			[first, second].map((message, index) => ({ n: index + 1, message, approved: true }));
		const ask = () => askNode(harness, { name: 'Ask', provider: id });
		const done = () => ({ ...node('Done', 'n8n-nodes-base.noOp', 4), parameters: {} });
		const to = (one: string) => [{ node: one, type: 'main', index: 0 }];

		it('because both outputs of an If lead to it, asks both and gives each its own answer', async () => {
			const asked = texts();
			const branch = { ...node('If', 'n8n-nodes-base.if', 2), parameters: CONDITION };
			const nodes = [startNode(), itemsNode('Items', items(asked)), branch, ask(), done()];
			const connections = { ...chain('Start', 'Items', 'If'), If: { main: [to('Ask'), to('Ask')] }, ...chain('Ask', 'Done') };
			await asksTwice(workflowOf('If', nodes, { connections }), asked);
		});

		it('because two nodes lead to it under the old execution order, asks both and gives each its own answer', async () => {
			const asked = texts();
			const [first = {}, second = {}] = items(asked);
			const nodes = [startNode(), itemsNode('One', [first]), itemsNode('Other', [second]), ask(), done()];
			const connections = {
				...{ Start: { main: [[...to('One'), ...to('Other')]] }, One: { main: [to('Ask')] }, Other: { main: [to('Ask')] } },
				...chain('Ask', 'Done'),
			};
			await asksTwice(workflowOf('Old order', nodes, { connections, settings: { executionOrder: 'v0' } }), asked);
		});
	});
}
