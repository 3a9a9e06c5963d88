import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { askNode, runsThrough, startNode, turnsOf, workflowOf, type RunCalls } from '../harness/e2e/asking-runs.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { lookFor, until } from '../harness/e2e/until.mts';
import { choices, node } from '../harness/e2e/workflows.mts';

const COUNT = "const s = $getWorkflowStaticData('global'); s.n = (s.n || 0) + 1; return [{ json: { n: s.n } }];";
const DEADLINE_MINUTES = 0.05;
const A_MOMENT_MS = 5000;

/** n8n goes on with a run whose time is up without the static data of its workflow, and a node behind may write it back so. */
export function describeStaticData(harness: Harness, { id, name }: Provider): void {
	// One after another: a tap of one test would start the workflow of the other, too.
	describe(`A workflow whose Code node writes static data, through ${name}`, { concurrency: 1 }, () => {
		const runs = runsThrough(harness, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		for (const { end, waitAmount } of [
			{ end: 'was answered', waitAmount: 10 },
			{ end: 'timed out', waitAmount: DEADLINE_MINUTES },
		]) {
			it(`starts with the next tapback after a question of it ${end}`, async () => {
				const text = `Shall I count ${randomUUID()} in`;
				const { id: credentialId, name: credentialName, type } = harness.credentialOf(id);
				const trigger = {
					...node('Inbound', 'n8n-nodes-tapback.inboundTapback', 0),
					credentials: { [type]: { id: credentialId, name: credentialName } },
					parameters: {
						...{ provider: id, events: ['added'], reactions: ['emphasize'], registration: 'automatic', filters: {}, options: {} },
						...choices(harness, id).inbound,
					},
				};
				const ask = askNode(harness, { name: 'Ask', provider: id, parameters: { message: `=${text} {{ $execution.id }}?`, waitAmount } });
				const count = { ...node('Count', 'n8n-nodes-base.code', 3), typeVersion: 2, parameters: { jsCode: COUNT } };
				const workflow = await runs.publish(workflowOf('Counting', [trigger, ask, count]));
				workflows.push(workflow);
				const tapSomething = () => {
					const { id: messageId } = harness.control.sendMessage(id, { from: 'agent', text: `Tap here ${randomUUID()}` });
					const { deliveries } = harness.control.react(id, { messageId, reaction: 'emphasize' });
					return present(
						harness.control
							.deliveries({ provider: id, limit: 500 })
							.find((one) => deliveries.includes(one.id) && one.url.includes(triggerId)),
						'delivery',
					);
				};
				const triggerId = present(workflow.nodes.find((one) => one.name === 'Inbound')?.webhookId, 'webhook id');
				const startedRuns = async () => {
					const executions = await harness.client.executions(workflow.id);
					return executions.filter(({ data }) => 'Inbound' in data.resultData.runData);
				};

				tapSomething();
				const [first] = await until('first run', async () => {
					const started = await startedRuns();
					return started.length > 0 ? started : undefined;
				});
				const firstId = present(first, 'run').id;
				const question = await runs.message(`${text} ${firstId}?`, { executionId: firstId });
				await runs.waits(firstId);
				if (end === 'was answered') await tapUntilOver(harness, runs, { executionId: firstId, message: question });
				await runs.end(firstId);
				const { id: deliveryId } = tapSomething();
				const status = await until('delivery', () => {
					const found = harness.control.deliveries({ provider: id, limit: 500 }).find((one) => one.id === deliveryId);
					return found?.state === 'pending' ? undefined : (found?.attempts.at(-1)?.status ?? -1);
				});
				assert.equal(status, 200);
				await until('second run', async () => ((await startedRuns()).length > 1 ? true : undefined));
			});
		}
	});
}

interface Asked {
	executionId: string;
	message: Message;
}

/** The tap that finds the secret gone may be lost: its repetition is signed with the secret that was replaced. */
async function tapUntilOver(harness: Harness, runs: RunCalls, { executionId, message }: Asked): Promise<void> {
	for (const reaction of ['like', 'love', 'like'] as const) {
		runs.tap(message, reaction);
		const isOver = async () => ((await harness.client.execution(executionId)).status === 'waiting' ? undefined : true);
		if (await lookFor(isOver, A_MOMENT_MS)) return;
	}
}

/** A question whose own run writes static data behind it, with a text of its own each time. */
function countingWorkflow(harness: Harness, id: string) {
	const parameters = { message: '=Shall I count {{ $execution.id }}?', waitAmount: '={{ Number($json.query.minutes) }}' };
	const count = { ...node('Count', 'n8n-nodes-base.code', 2), typeVersion: 2, parameters: { jsCode: COUNT } };
	return workflowOf('Counting answers', [startNode(), askNode(harness, { name: 'Ask', provider: id, parameters }, { column: 1 }), count]);
}

/**
 * The webhook of published questions, whose secret is in static data. One test after another, because n8n is started
 * again.
 */
export function describeLostAnswerSecret(harness: Harness, { id, name }: Provider): void {
	describe(`The signing secret of published questions, beside a node that writes static data, through ${name}`, { concurrency: 1 }, () => {
		const runs = runsThrough(harness, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		async function publish(): Promise<Workflow> {
			const workflow = await runs.publish(countingWorkflow(harness, id));
			workflows.push(workflow);
			return workflow;
		}

		async function ask(workflow: Workflow, minutes = 10) {
			const executionId = await runs.start(workflow, { minutes: String(minutes) });
			const message = await runs.message(`Shall I count ${executionId}?`, { executionId });
			await runs.waits(executionId);
			return { executionId, message };
		}

		const hasAnswered = async (executionId: string) => {
			const [[json] = []] = turnsOf(await runs.end(executionId), 'Ask');
			return present(json, 'answer').approved;
		};

		async function tapUntilAnswered(asked: Asked): Promise<unknown> {
			await tapUntilOver(harness, runs, asked);
			return await hasAnswered(asked.executionId);
		}

		it('still verifies after a run that began before the workflow was published again put the earlier one back', async () => {
			let workflow = await publish();
			const before = await ask(workflow);
			await harness.client.deactivate(workflow.id);
			workflow = await harness.client.activate(workflow.id);
			runs.tap(before.message, 'like');
			assert.equal(await hasAnswered(before.executionId), true);
			const next = await ask(workflow);
			runs.tap(next.message, 'like');
			assert.equal(await hasAnswered(next.executionId), true);
		});

		it('is made anew after such a run, when n8n was started again', async () => {
			let workflow = await publish();
			const before = await ask(workflow);
			await harness.client.deactivate(workflow.id);
			workflow = await harness.client.activate(workflow.id);
			runs.tap(before.message, 'like');
			assert.equal(await hasAnswered(before.executionId), true);
			await harness.n8n.restart();
			assert.equal(await tapUntilAnswered(await ask(workflow)), true);
		});

		it('is made anew after a run that timed out wiped it, when n8n was started again', async () => {
			const workflow = await publish();
			const { executionId } = await ask(workflow, DEADLINE_MINUTES);
			assert.equal(await hasAnswered(executionId), null);
			await harness.n8n.restart();
			assert.equal(await tapUntilAnswered(await ask(workflow)), true);
			const { webhookId } = present(
				workflow.nodes.find((one) => one.name === 'Ask'),
				'node',
			);
			assert.equal(harness.control.webhooks(id).filter(({ url }) => String(url).includes(String(webhookId))).length, 1);
		});
	});
}
