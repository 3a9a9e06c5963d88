import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';

import type { Provider } from '../../core/index.ts';
import type { Workflow } from '../../host/n8n-workflow.mts';
import { askNode, runsThrough, workflowOf } from './asking-runs.mts';
import { present, type Stage } from './stage.mts';
import { until } from './until.mts';
import { choices, node } from './workflows.mts';

const COUNT = "const s = $getWorkflowStaticData('global'); s.n = (s.n || 0) + 1; return [{ json: { n: s.n } }];";
const DEADLINE_MINUTES = 0.05;

/** n8n goes on with a run whose time is up without the static data of its workflow, and a node behind may write it back so. */
export function describeStaticData(stage: Stage, { id, name }: Provider): void {
	describe(`A workflow whose Code node writes static data, through ${name}`, () => {
		const runs = runsThrough(stage, id);
		const workflows: Workflow[] = [];

		after(async () => {
			for (const workflow of workflows) await runs.remove(workflow);
		});

		for (const { end, waitAmount } of [
			{ end: 'was answered', waitAmount: 10 },
			{ end: 'timed out', waitAmount: DEADLINE_MINUTES },
		]) {
			it(`starts with the next tapback after a question of it ${end}`, async () => {
				const text = `Shall I count ${randomUUID()}?`;
				const { id: credentialId, name: credentialName, type } = stage.credentialOf(id);
				const trigger = {
					...node('Inbound', 'n8n-nodes-tapback.inboundTapback', 0),
					credentials: { [type]: { id: credentialId, name: credentialName } },
					parameters: {
						...{ provider: id, events: ['added'], reactions: ['emphasize'], registration: 'automatic', filters: {}, options: {} },
						...choices(stage, id).inbound,
					},
				};
				const ask = askNode(stage, { name: 'Ask', provider: id, parameters: { message: text, waitAmount } });
				const count = { ...node('Count', 'n8n-nodes-base.code', 3), typeVersion: 2, parameters: { jsCode: COUNT } };
				const workflow = await runs.publish(workflowOf('Counting', [trigger, ask, count]));
				workflows.push(workflow);
				const tapSomething = () => {
					const { id: messageId } = stage.control.sendMessage(id, { from: 'agent', text: `Tap here ${randomUUID()}` });
					const { deliveries } = stage.control.react(id, { messageId, reaction: 'emphasize' });
					return present(
						stage.control
							.deliveries({ provider: id, limit: 500 })
							.find((one) => deliveries.includes(one.id) && one.url.includes(triggerId)),
						'delivery',
					);
				};
				const triggerId = present(workflow.nodes.find((one) => one.name === 'Inbound')?.webhookId, 'webhook id');
				const startedRuns = async () => {
					const executions = await stage.client.executions(workflow.id);
					return executions.filter(({ data }) => 'Inbound' in data.resultData.runData);
				};

				tapSomething();
				const question = await runs.message(text);
				const [first] = await until('first run', async () => {
					const started = await startedRuns();
					return started.length > 0 ? started : undefined;
				});
				const firstId = present(first, 'run').id;
				await runs.waits(firstId);
				if (end === 'was answered') runs.tap(question, 'like');
				await runs.end(firstId);
				const { id: deliveryId } = tapSomething();
				const status = await until('delivery', () => {
					const found = stage.control.deliveries({ provider: id, limit: 500 }).find((one) => one.id === deliveryId);
					return found?.state === 'pending' ? undefined : (found?.attempts.at(-1)?.status ?? -1);
				});
				assert.equal(status, 200);
				await until('second run', async () => ((await startedRuns()).length > 1 ? true : undefined));
			});
		}
	});
}
