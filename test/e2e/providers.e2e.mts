import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { errorOf, itemsOf } from '../../host/n8n/api/execution.mts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import type { Delivery, Message } from '../../sandbox/src/index.mts';
import { scenarioOf } from '../contract/scenarios/index.mts';
import { N8N_VERSION, present, type Harness } from '../harness/e2e/harness.mts';
import { forgeriesOf } from '../harness/e2e/signed-tapbacks.mts';
import { answeringWorkflow } from '../harness/e2e/workflows.mts';

const FOREIGN_URL = 'http://127.0.0.1:9/somebody-else?token=theirs';

/** n8n 2.8 and 2.27 remove webhooks before they publish again. */
const IS_OLD = ['2.8.', '2.27.'].some((line) => N8N_VERSION.startsWith(line));

export function describeProviders(harness: Harness): void {
	for (const { id, name, credential, capabilities } of PROVIDERS) {
		describe(`${name} in n8n`, () => {
			const control = () => harness.control;
			// One webhook at a time: somebody else's can only stand there before ours, and then ours must not come.
			const hasOnePlace = scenarioOf({ id }).registration.room === 'one';
			let workflow: Workflow;
			let message: Message;

			before(async () => {
				control().reset();
				if (echoes()) control().changeQuirks(id, { echo: true });
				if (!hasOnePlace) control().addWebhook(id, { url: FOREIGN_URL, agent_identity_id: otherIdentity() });
				message = present(
					control()
						.messages(id)
						.find(({ from, service }) => from === 'agent' && service === 'iMessage'),
					'message',
				);
				const target = capabilities.receiveTarget.level === 'no' ? message.id : '={{ $json.messageId }}';
				const send = { reaction: 'laugh', messageId: target };
				const inbound = { reactions: ['love', 'laugh', 'question'] };
				workflow = await harness.client.createWorkflow(answeringWorkflow(harness, { provider: id, inbound, send }));
			});
			after(async () => await harness.client.deleteWorkflow(workflow.id));

			const echoes = () => 'echo' in control().quirks(id);
			/** Where keys belong to an identity, somebody else's webhook would use up the first one. */
			const otherIdentity = () => {
				const { identities } = present(control().overview().providers[id], id);
				const second: unknown = Array.isArray(identities) ? identities[1] : undefined;
				return typeof second === 'object' && second !== null && 'id' in second ? second.id : undefined;
			};
			const ours = async () => {
				const url = await harness.client.webhookUrl(workflow, 'Inbound Tapback');
				return control()
					.webhooks(id)
					.filter((webhook) => JSON.stringify(webhook).includes(url));
			};
			const executions = async () => (await harness.client.executionRows(workflow.id)).length;
			const settled = async (deliveryIds: readonly string[]): Promise<Delivery[]> => {
				for (let waited = 0; waited < 10_000; waited += 50) {
					const found = control()
						.deliveries({ provider: id })
						.filter((delivery) => deliveryIds.includes(delivery.id) && delivery.url !== FOREIGN_URL);
					if (found.length > 0 && found.every(({ state }) => state !== 'pending')) return found;
					await sleep(50);
				}
				throw new Error('The sandbox did not finish its deliveries.');
			};
			const tap = async (reaction: 'love' | 'like' | 'question') => {
				const { deliveries } = control().react(id, { messageId: message.id, reaction });
				return await settled(deliveries);
			};
			const posts = () =>
				control()
					.requests({ provider: id, limit: 1000 })
					.filter(({ method, path }) => method === 'POST' && path.includes('webhook'));

			it('accepts the right key in the credential test and explains a wrong one', async () => {
				const tested = harness.credentialOf(id);
				assert.equal((await harness.client.testCredential(tested)).status, 'OK');
				const { baseUrl, credentials } = present(control().overview().providers[id], id);
				const wrong = Object.fromEntries(credential.fields.map((field) => [field.name, 'wrong']));
				const verdict = await harness.client.testCredential(tested, { baseUrl, ...credentials, ...wrong });
				assert.equal(verdict.status, 'Error');
				assert.match(verdict.message, new RegExp(`${name} refused the key`));
			});

			it('says when the base URL is not the provider’s', async () => {
				const { credentials } = present(control().overview().providers[id], id);
				const verdict = await harness.client.testCredential(harness.credentialOf(id), { baseUrl: harness.sandbox.url, ...credentials });
				assert.equal(verdict.status, 'Error');
				assert.match(verdict.message, /Base URL/);
			});

			it('registers its webhook when the workflow is activated', async () => {
				workflow = await harness.client.activate(workflow.id);
				assert.equal((await ours()).length, 1);
			});

			it('runs the workflow for a signed tapback, and the answer lands on the message', async () => {
				const [delivery] = await tap('love');
				assert.equal(delivery?.attempts.at(-1)?.status, 200);
				const execution = await harness.client.waitForExecution(workflow.id);
				assert.equal(errorOf(execution), undefined);
				const [inbound] = itemsOf(execution, 'Inbound Tapback');
				assert.equal(inbound?.json.reaction, 'love');
				assert.equal(inbound?.json.action, 'added');
				assert.equal(inbound?.json.isFromMe, false);
				const [sent] = itemsOf(execution, 'Send Tapback');
				assert.match(String(sent?.json.outcome), /^(applied|accepted)$/);
				const answer = control()
					.tapbacks(id, message.id)
					.find(({ from }) => from === 'agent');
				assert.equal(answer?.reaction, 'laugh');
			});

			it('starts nothing a second time for a repeated delivery', async () => {
				const before = await executions();
				const delivery = present(deliveryOf('love'), 'delivery');
				assert.equal((await control().redeliver(delivery.id)).status, 200);
				const both = await Promise.all([control().redeliver(delivery.id), control().redeliver(delivery.id)]);
				assert.deepEqual(
					both.map(({ status }) => status),
					[200, 200],
				);
				await sleep(500);
				assert.equal(await executions(), before);
			});

			it('answers 401 to forgeries and starts nothing', async () => {
				const before = await executions();
				const delivery = present(deliveryOf('love'), 'delivery');
				for (const forge of forgeriesOf(id)) {
					const { status, body } = await control().redeliver(delivery.id, { forge });
					assert.equal(status, 401, forge);
					assert.deepEqual(JSON.parse(body), { error: 'Unauthorized' });
				}
				await sleep(500);
				assert.equal(await executions(), before);
			});

			it('answers 200 to a filtered tapback, an own echo and other events, and starts nothing', async () => {
				const before = await executions();
				const [filtered] = await tap('like');
				assert.equal(filtered?.attempts.at(-1)?.status, 200);
				control().sendMessage(id, { conversationId: message.conversationId, from: 'human', text: 'Loved the movie' });
				await sleep(800);
				const mine = control()
					.deliveries({ provider: id, limit: 1000 })
					.filter(({ url }) => url !== FOREIGN_URL);
				if (echoes())
					assert.ok(
						mine.some(({ body, attempts }) => body.includes('"laugh"') && attempts.at(-1)?.status === 200),
						'an own echo',
					);
				assert.ok(
					mine.every(({ attempts }) => [200, 401].includes(attempts.at(-1)?.status ?? 0)),
					JSON.stringify(mine.map(({ attempts }) => attempts)),
				);
				assert.equal(await executions(), before);
			});

			it('registers nothing twice when it is published again', async () => {
				const posted = posts().length;
				const before = await executions();
				const [webhook] = await ours();
				workflow = await harness.client.updateWorkflow(workflow.id, { ...workflow, name: `${workflow.name} again` });
				workflow = await harness.client.activate(workflow.id);
				assert.equal((await ours()).length, 1);
				if (!IS_OLD) assert.deepEqual(await ours(), [webhook]);
				if (!IS_OLD) assert.equal(posts().length, posted);
				const [delivery] = await tap('question');
				assert.equal(delivery?.attempts.at(-1)?.status, 200);
				await harness.client.waitForExecutions(workflow.id, before + 1);
			});

			it('runs again after it was deactivated and activated', async () => {
				await harness.client.deactivate(workflow.id);
				workflow = await harness.client.activate(workflow.id);
				const before = await executions();
				const [delivery] = await tap('love');
				assert.equal(delivery?.attempts.at(-1)?.status, 200);
				await harness.client.waitForExecutions(workflow.id, before + 1);
			});

			it('leaves nothing of ours and everything of others when it is deactivated', async () => {
				await harness.client.deactivate(workflow.id);
				assert.deepEqual(await ours(), []);
				const others = control()
					.webhooks(id)
					.filter((webhook) => JSON.stringify(webhook).includes('somebody-else'));
				assert.equal(others.length, hasOnePlace ? 0 : 1);
			});

			if (hasOnePlace) {
				it('refuses to displace somebody else’s webhook, and names it', async () => {
					const chosen = answeringWorkflow(harness, { provider: id, send: { reaction: 'love', messageId: message.id } });
					control().addWebhook(id, { url: FOREIGN_URL, agentId: chosen.nodes[0]?.parameters?.agentId });
					const before = control().webhooks(id);
					const refused = await harness.client.createWorkflow({ ...chosen, name: randomUUID() });
					await assert.rejects(harness.client.activate(refused.id), /somebody-else/);
					assert.deepEqual(control().webhooks(id), before);
					await harness.client.deleteWorkflow(refused.id);
				});
			}

			function deliveryOf(reaction: string): Delivery | undefined {
				const words: Record<string, string> = { love: 'Loved “' };
				return control()
					.deliveries({ provider: id, limit: 1000 })
					.find(({ url, body }) => url !== FOREIGN_URL && (body.includes(`"${reaction}"`) || body.includes(words[reaction] ?? '\0')));
			}
		});
	}
}
