import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { canInferRemovals, PROVIDERS } from '../../core/index.ts';
import { itemsOf, type Execution } from '../../host/n8n/api/execution.mts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { answeringWorkflow } from '../harness/e2e/workflows.mts';

/** n8n's timers know seconds, so nobody waits for minutes here. */
const EVERY_SECOND = { inferRemovals: true, inferRemovalsEvery: 1 / 60 };
const A_FEW_LOOKS_MS = 4000;

export function describeRemovals(harness: Harness): void {
	for (const { id, name } of PROVIDERS.filter(canInferRemovals)) {
		describe(`Removals inferred from what ${name} shows, in n8n`, () => {
			let workflow: Workflow;

			const newMessage = () => harness.control.sendMessage(id, { from: 'human', text: 'Shall we meet at noon?' });
			const tap = ({ id: messageId }: Message) => harness.control.react(id, { messageId, reaction: 'love' });
			const takeOff = ({ id: messageId }: Message) => harness.control.react(id, { messageId, action: 'remove' });
			const looks = () => harness.control.requests({ provider: id, limit: 1000 }).filter((request) => isLook(request));
			const isLook = ({ method, path }: { method: string; path: string }) => method === 'GET' && path.includes('/messages');
			const runs = async (count: number) => (await harness.client.waitForExecutions(workflow.id, count)).map(eventOf);
			const runsInAll = async () => (await harness.client.executionRows(workflow.id)).length;
			const looked = async () => {
				const before = looks().length;
				for (let waited = 0; waited < 20_000 && looks().length < before + 2; waited += 100) await sleep(100);
				assert.ok(looks().length >= before + 2, 'nothing looked');
			};
			const publish = async (options: Record<string, unknown>) => {
				harness.control.reset();
				const send = { reaction: 'laugh', messageId: '={{ $json.messageId }}' };
				const inbound = { options, reactions: ['love'] };
				workflow = await harness.client.createWorkflow(answeringWorkflow(harness, { provider: id, inbound, send }));
				workflow = await harness.client.activate(workflow.id);
			};

			after(async () => await harness.client.deleteWorkflow(workflow.id));

			it('are looked for by nobody unless asked for, and n8n’s start asks for nothing', async () => {
				// The message of an event would be read, too.
				await publish({ includeMessage: false });
				const message = newMessage();
				tap(message);
				await runs(1);
				takeOff(message);
				await sleep(A_FEW_LOOKS_MS);
				assert.deepEqual(looks(), []);
				const before = harness.control.requests({ provider: id, limit: 1000 }).length;
				await harness.n8n.restart();
				// The publication service of newer ones looks every ten seconds what is missing.
				await sleep(12_000);
				assert.deepEqual(
					harness.control
						.requests({ provider: id, limit: 1000 })
						.slice(0, -before)
						.map(({ method, path }) => `${method} ${path}`),
					[],
				);
				tap(message);
				await runs(2);
				await harness.client.deleteWorkflow(workflow.id);
				assert.deepEqual(harness.control.webhooks(id), []);
			});

			it('start the workflow once, and say that they are inferred', async () => {
				await publish(EVERY_SECOND);
				const message = newMessage();
				tap(message);
				await runs(1);
				await looked();
				takeOff(message);
				const [removed, added] = await runs(2);
				assert.equal(added?.action, 'added');
				assert.equal(removed?.action, 'removed');
				assert.equal(removed?.provenance, 'inferred');
				assert.equal(removed?.reaction, 'love');
				assert.equal(removed?.messageId, message.id);
				assert.equal(removed?.actor, added?.actor);
				assert.equal(removed?.conversationId, message.conversationId);
				assert.equal(removed?.occurredAt, null);
				await looked();
				assert.equal(await runsInAll(), 2);
			});

			it('are no removals while the provider fails or asks for a pause', async () => {
				const message = newMessage();
				tap(message);
				await runs(3);
				await looked();
				const match = { method: 'GET' as const, path: '/messages' };
				harness.control.addFault(id, { match, fault: { kind: 'body', body: [] } });
				harness.control.addFault(id, { match, fault: { kind: 'status', status: 500 } });
				harness.control.addFault(id, { match, fault: { kind: 'rate-limit', retryAfterSeconds: 2 } });
				for (let waited = 0; waited < 30_000 && harness.control.faults(id).length > 0; waited += 100) await sleep(100);
				assert.deepEqual(harness.control.faults(id), []);
				assert.match(harness.n8n.logs(), /could not look for removed tapbacks.*500/);
				await looked();
				assert.equal(await runsInAll(), 3);
				takeOff(message);
				const [removed] = await runs(4);
				assert.equal(removed?.messageId, message.id);
			});

			it('start nothing a second time after a restart, and are seen again after it', async () => {
				const message = newMessage();
				tap(message);
				await runs(5);
				await looked();
				await harness.n8n.restart();
				await looked();
				assert.equal(await runsInAll(), 5);
				takeOff(message);
				const [removed] = await runs(6);
				assert.equal(removed?.action, 'removed');
				assert.equal(removed?.messageId, message.id);
			});

			it('are no longer looked for once the workflow is unpublished', async () => {
				await harness.client.deactivate(workflow.id);
				const before = looks().length;
				await sleep(A_FEW_LOOKS_MS);
				assert.equal(looks().length, before);
			});

			function eventOf(execution: Execution): Record<string, unknown> {
				return present(itemsOf(execution, 'Inbound Tapback')[0], 'event').json;
			}
		});
	}
}
