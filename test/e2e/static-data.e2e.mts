import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Workflow } from '../../host/n8n/api/workflow.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { N8N_VERSION, present, type Harness } from '../harness/e2e/harness.mts';
import { lookFor, until } from '../harness/e2e/until.mts';
import { chain, inboundTapback, node } from '../harness/e2e/workflows.mts';

/** n8n takes a run out of memory that waits longer than this, and goes on with it without the workflow's static data. */
const PARKED_SECONDS = 66;
/** Older ones load it. */
const LOADS_STATIC_DATA = N8N_VERSION.startsWith('2.8.');
const A_MOMENT_MS = 5000;

const REACTIONS = ['love', 'like', 'laugh', 'question'] as const;

const COUNTS = "const kept = $getWorkflowStaticData('global'); kept.n = (kept.n || 0) + 1; return [{ json: { n: kept.n } }];";

/** Another node of the workflow that writes static data, which n8n replaces as a whole. */
export function describeStaticData(harness: Harness): void {
	describe('The signing secret of Inbound Tapback, beside a node that writes static data', () => {
		let workflow: Workflow;
		let message: Message;
		let taps = 0;

		const secret = async () =>
			/"secret":"([^"]+)"/.exec(JSON.stringify((await harness.client.workflow(workflow.id)).staticData) ?? '')?.[1];
		const counted = async () => JSON.stringify((await harness.client.workflow(workflow.id)).staticData ?? null).includes('"n":');
		const runs = async () => (await harness.client.executionRows(workflow.id)).length;

		/** Somebody taps, so many times at most, until one starts a run: the one that finds the secret gone may be lost. */
		async function tapUntilRun(most = 1): Promise<void> {
			const before = await runs();
			const looked = async () => ((await runs()) > before ? true : undefined);
			for (let taps = 1; taps < most; taps += 1) {
				tap();
				if (await lookFor(looked, A_MOMENT_MS)) return;
			}
			tap();
			await until('run', looked);
		}

		function tap(): void {
			const reaction = REACTIONS[(taps += 1) % REACTIONS.length];
			harness.control.react('linq', { messageId: message.id, reaction });
		}

		async function publish(seconds: number): Promise<void> {
			harness.control.reset();
			message = present(
				harness.control.messages('linq').find(({ from, service }) => from === 'agent' && service === 'iMessage'),
				'message',
			);
			const { id } = await harness.client.createWorkflow({
				name: `Static data ${randomUUID()}`,
				nodes: [
					inboundTapback(harness, 'linq', { reactions: ['love', 'like', 'laugh', 'question'], events: ['added'] }),
					{
						...node('Wait', 'n8n-nodes-base.wait', 1),
						typeVersion: 1.1,
						webhookId: randomUUID(),
						parameters: { amount: seconds, unit: 'seconds' },
					},
					{ ...node('Count', 'n8n-nodes-base.code', 2), typeVersion: 2, parameters: { jsCode: COUNTS } },
				],
				connections: chain('Inbound Tapback', 'Wait', 'Count'),
				settings: { executionOrder: 'v1' },
			});
			workflow = await harness.client.activate(id);
		}

		describe('that runs after a wait', () => {
			before(async () => {
				await publish(PARKED_SECONDS);
				await tapUntilRun();
				await until('run that went on', async () => ((await counted()) ? true : undefined));
			});
			after(async () => await harness.client.deleteWorkflow(workflow.id));

			if (LOADS_STATIC_DATA) it('stays', async () => assert.notEqual(await secret(), undefined));
			else it('is wiped by n8n', async () => assert.equal(await secret(), undefined));

			it('is there, or made anew, when n8n is started again', async () => {
				await harness.n8n.restart();
				await tapUntilRun(2);
				assert.equal(harness.control.webhooks('linq').length, 1);
				assert.notEqual(await until('secret', secret), undefined);
			});

			it('still verifies when such a run went on again, and is put back', async () => {
				const isLost = async () => ((await secret()) === undefined ? true : undefined);
				if (!LOADS_STATIC_DATA) await until('loss of the secret', isLost);
				await tapUntilRun();
				await until('secret', secret);
			});

			it('leaves no webhook behind when the workflow is unpublished', async () => {
				await harness.client.deactivate(workflow.id);
				assert.deepEqual(harness.control.webhooks('linq'), []);
			});
		});

		describe('in a run that began before the workflow was published again', () => {
			let earlier: string | undefined;
			let later: string | undefined;

			const ended = async () => {
				const rows = await harness.client.executionRows(workflow.id);
				return rows.every(({ status }) => status === 'success') ? true : undefined;
			};
			/** The run ends after the second registration, with what static data was before. */
			async function publishMeanwhile(): Promise<void> {
				earlier = await secret();
				await tapUntilRun();
				await harness.client.deactivate(workflow.id);
				workflow = await harness.client.activate(workflow.id);
				later = await secret();
				await until('end of the run', ended);
			}

			before(async () => await publish(20));
			after(async () => await harness.client.deleteWorkflow(workflow.id));

			it('is replaced by the earlier one, still verifies, and is put back', async () => {
				await publishMeanwhile();
				assert.notEqual(later, earlier);
				assert.equal(await secret(), earlier);
				await tapUntilRun();
				await until('later secret', async () => ((await secret()) === later ? true : undefined));
				await until('end of the run', ended);
				assert.equal(await secret(), later);
			});

			it('is made anew where n8n is started again with the earlier one', async () => {
				await publishMeanwhile();
				assert.equal(await secret(), earlier);
				await harness.n8n.restart();
				await tapUntilRun(2);
				assert.equal(harness.control.webhooks('linq').length, 1);
			});
		});
	});
}
