import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import { askNode, itemsNode, runsThrough, startNode, turnsOf, workflowOf } from '../harness/e2e/asking-runs.mts';
import { allRows, leftovers, rowsOfExecution } from '../harness/e2e/asking-leftovers.mts';
import { ANA } from '../harness/e2e/asking-workflow.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { until } from '../harness/e2e/until.mts';

const NOBODY_DECIDED = [null, true, null, []];
const SECONDS = 1 / 60;

/** What is no answer, although it looks like one or reaches the run that waits. */
export function describeStrangers(harness: Harness, { id, name }: Provider): void {
	describe(`What is no answer, through ${name}`, { concurrency: true }, () => {
		const runs = runsThrough(harness, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		async function ask(parameters: Record<string, unknown> = {}) {
			const text = `Shall I pay ${randomUUID()}?`;
			const items = itemsNode('Items', [{ message: text, approved: true }]);
			const workflow = await runs.publish(
				workflowOf('Paying', [startNode(), items, askNode(harness, { name: 'Ask', provider: id, parameters })]),
			);
			workflows.push(workflow);
			const executionId = await runs.start(workflow);
			const message = await runs.message(text, { executionId });
			await runs.waits(executionId);
			return { workflow, executionId, message, nodeId: present(workflow.nodes.find((one) => one.name === 'Ask')?.id, 'node id') };
		}

		const answerOf = async (executionId: string) => {
			const [[json] = []] = turnsOf(await runs.end(executionId), 'Ask');
			return present(json, 'answer');
		};

		it('is a request of a stranger to the run that waits, and it waits on', async () => {
			const { workflow, executionId, message, nodeId } = await ask();
			const base = `${harness.n8n.url}/webhook-waiting/${executionId}`;
			const yes = JSON.stringify({ approved: true, tapbackResume: { payload: '{"items":[{"approved":true}]}', signature: '' } });
			for (const url of [base, `${base}/${nodeId}`, `${base}/${nodeId}?approved=true`, `${base}/${nodeId}?signature=${'0'.repeat(64)}`]) {
				const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: yes };
				for (const request of [post, { method: 'GET' }]) {
					const { status } = await fetch(url, request);
					// n8n 2.8 answers a GET with a page of its own.
					const isRefused = [401, 403, 404].includes(status) || (request.method === 'GET' && status === 200);
					assert.ok(isRefused, `${request.method} ${url}: ${status}`);
				}
			}
			await runs.waits(executionId);
			runs.tap(message, 'dislike');
			assert.deepEqual([(await answerOf(executionId)).approved, workflow.active], [false, true]);
		});

		it('is anything that a reader of the table or of the execution could send: the address of the run is in neither', async () => {
			const { executionId, message } = await ask();
			const [row] = await rowsOfExecution(harness.client, executionId);
			assert.ok(!String(row?.state).includes('/webhook-waiting/'), 'The address is in the clear.');
			assert.ok(
				!JSON.stringify((await harness.client.execution(executionId)).data).includes('signature='),
				'The address is in the execution.',
			);
			runs.tap(message, 'dislike');
			assert.equal((await answerOf(executionId)).approved, false);
		});

		it('is an input item that says it is approved, when time is up', async () => {
			const { executionId, workflow } = await ask({ waitAmount: 3 * SECONDS });
			const { approved, timedOut, actor, votes } = await answerOf(executionId);
			assert.deepEqual([approved, timedOut, actor, votes], NOBODY_DECIDED);
			await until('removal of the row', async () => ((await rowsOfExecution(harness.client, executionId)).length === 0 ? true : undefined));
			assert.deepEqual(
				(await harness.client.waitingExecutions()).filter(({ workflowId }) => workflowId === workflow.id),
				[],
			);
		});

		it('is a yes after time is up, and the row of the question goes with it', async () => {
			const { executionId, message } = await ask({ waitAmount: 3 * SECONDS });
			assert.equal((await answerOf(executionId)).approved, null);
			runs.tap(message, 'like');
			await until('removal of the row', async () => ((await rowsOfExecution(harness.client, executionId)).length === 0 ? true : undefined));
		});

		it('is a yes while the workflow is unpublished: it ends at the deadline without an answer', async () => {
			const { workflow, executionId, message } = await ask({ waitAmount: 3 * SECONDS });
			await harness.client.deactivate(workflow.id);
			runs.tap(message, 'like');
			const { approved, timedOut, actor, votes } = await answerOf(executionId);
			assert.deepEqual([approved, timedOut, actor, votes], NOBODY_DECIDED);
		});

		it('is anything that happens to the workflow: an edited and renamed node takes the answer all the same', async () => {
			const { workflow, executionId, message } = await ask();
			const nodes = workflow.nodes.map((one) =>
				one.name === 'Ask' ? { ...one, name: 'Ask again', parameters: { ...one.parameters, message: 'Something else' } } : one,
			);
			const connections = JSON.parse(JSON.stringify(workflow.connections).replaceAll('"Ask"', '"Ask again"'));
			await harness.client.updateWorkflow(workflow.id, {
				name: `${workflow.name} edited`,
				nodes,
				connections,
				settings: workflow.settings,
			});
			await harness.client.activate(workflow.id);
			runs.tap(message, 'like', ANA);
			assert.equal((await answerOf(executionId)).approved, true);
			assert.deepEqual(await leftovers(harness, { provider: id, workflowIds: [workflow.id] }), []);
		});

		it('is shown to nobody who may read the table: no key, no signature, no address', async () => {
			const { executionId, message } = await ask();
			const text = JSON.stringify(await allRows(harness.client));
			const { credentials } = present(harness.control.overview().providers[id], id);
			for (const secret of Object.values(credentials)) if (String(secret).length > 6) assert.ok(!text.includes(String(secret)));
			assert.ok(!text.includes('/webhook-waiting/'));
			runs.tap(message, 'like');
			await runs.end(executionId);
		});
	});
}
