import { describe, expect, it } from '@jest/globals';

import { scenarioOf } from '../../test/contract/scenarios/index.mts';
import { createRing } from '../src/model/ring.mts';
import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import { registerWebhook } from './harness/played.mts';
import { caller, controlCaller, seeded } from './harness/sandbox.mts';
import { useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();

describe('an account', () => {
	it('keeps the newest 10,000 messages', () => {
		const oldest = sandbox.control.messages('linq')[0];
		for (let i = 0; i < 9991; i += 1) sandbox.control.sendMessage('linq', { from: 'human', text: `Message ${i}` });
		const messages = sandbox.control.messages('linq');
		expect(messages).toHaveLength(10_000);
		expect(messages.map(({ id }) => id)).not.toContain(oldest?.id);
	});

	it('of Sendblue keeps the newest 10,000 tapbacks that came as messages', async () => {
		const { human } = seeded(sandbox, 'sendblue');
		for (let i = 0; i < 10_005; i += 1) sandbox.control.react('sendblue', { messageId: human.id, reaction: i % 2 === 0 ? 'love' : 'like' });
		const { json } = await caller(sandbox, 'sendblue')('GET', '/api/v2/messages?limit=1');
		expect(json.pagination?.total).toBe(10_010);
	});
});

describe('a ring', () => {
	it('keeps the newest entries of those that come', () => {
		const ring = createRing<string>(2);
		for (const entry of ['a', 'b', 'c']) ring.push(entry);
		expect([ring.newestFirst(), ring.has('a'), ring.has('b')]).toEqual([['c', 'b'], false, true]);
	});

	it('keeps fewer where they are heavy, but always the newest', () => {
		const ring = createRing<string>(10, 5);
		ring.push('a', 2);
		ring.push('b', 2);
		ring.push('c', 2);
		expect(ring.newestFirst()).toEqual(['c', 'b']);
		ring.push('d', 50);
		expect(ring.newestFirst()).toEqual(['d']);
	});

	it('lets older ones go when an entry grows', () => {
		const ring = createRing<string>(10, 5);
		for (const entry of ['a', 'b', 'c']) ring.push(entry, 1);
		ring.grow('b', 3);
		expect(ring.newestFirst()).toEqual(['c', 'b']);
		ring.grow('gone', 100);
		expect(ring.newestFirst()).toEqual(['c', 'b']);
	});
});

describe('what is full', () => {
	it('refuses one more conversation, and names the bound', async () => {
		const call = caller(sandbox, 'linq');
		const open = (index: number) =>
			call('POST', '/api/partner/v3/chats', {
				from: '+12025550101',
				to: [`person${index}@example.com`],
				message: { parts: [{ type: 'text', value: 'Hi' }] },
			});
		const present = () => Object.values(sandbox.control.overview().providers.linq?.conversations ?? []).length;
		for (let index = present(); index < 1000; index++) expect((await open(index)).status).toBe(202);
		const refused = await open(1000);
		expect([refused.status, refused.json]).toEqual([
			422,
			{
				error:
					'The sandbox keeps at most 1,000 conversations for each provider, and has as many. Remove some, or reset it: POST /control/reset.',
			},
		]);
		expect(present()).toBe(1000);
		// A thousand requests take their time on a busy machine.
	}, 120_000);

	const url = (index: number) => `http://127.0.0.1:9/hook-${index}`;
	// Inkbox has a lower bound of its own (inkbox-webhooks.test.mts); AgentPhone replaces the one it has.
	const withoutBound = DESCRIPTIONS.map(({ id }) => id).filter((id) => scenarioOf({ id }).registration.room === 'many' && id !== 'inkbox');
	it.each(withoutBound)('refuses one more webhook of %s, and names the bound', async (id) => {
		for (let index = 0; index < 100; index++) expect((await registerWebhook(sandbox, id, url(index))).status).toBeLessThan(300);
		const refused = await registerWebhook(sandbox, id, url(100));
		expect([refused.status, refused.json.error]).toEqual([422, expect.stringContaining('at most 100 webhooks for each provider')]);
	});

	it('refuses many webhooks at once, too, and keeps those that were there', async () => {
		const call = caller(sandbox, 'sendblue');
		await call('POST', '/api/account/webhooks', { webhooks: [url(0)] });
		const many = Array.from({ length: 101 }, (_, index) => url(index));
		expect((await call('PUT', '/api/account/webhooks', { webhooks: { receive: many } })).status).toBe(422);
		expect(sandbox.control.webhooks('sendblue')).toHaveLength(1);
	});

	it('refuses one more webhook of the control API', async () => {
		for (let index = 0; index < 100; index++) sandbox.control.addWebhook('linq', { url: url(index) });
		const { status, json } = await controlCaller(sandbox)('POST', '/linq/webhooks', { url: url(100) });
		expect([status, json.error]).toEqual([422, expect.stringContaining('at most 100 webhooks')]);
	});

	it('refuses a webhook that is too long, new or changed', async () => {
		const call = caller(sandbox, 'linq');
		const path = '/api/partner/v3/webhook-subscriptions';
		const long = `${url(0)}?${'x'.repeat(5000)}`;
		const { status, json } = await call('POST', path, { target_url: long, subscribed_events: ['reaction.added'] });
		expect([status, json.error]).toEqual([
			422,
			expect.stringMatching(/^The webhook has 5,0\d\d characters; the sandbox takes at most 4,096\.$/),
		]);
		const { json: made } = await call('POST', path, { target_url: url(0), subscribed_events: ['reaction.added'] });
		expect((await call('PUT', `${path}/${made.id}`, { target_url: long })).status).toBe(422);
	});

	it('refuses a recipient that is too long', async () => {
		const recipientEmail = `${'x'.repeat(5000)}@example.com`;
		expect((await caller(sandbox, 'tuco')('POST', '/api/messages', { message: 'Hi', recipientEmail })).status).toBe(422);
	});

	it('refuses one more planned fault', () => {
		const plan = () => sandbox.control.addFault('linq', { fault: { kind: 'status', status: 500 } });
		for (let index = 0; index < 1000; index++) plan();
		expect(plan).toThrow('at most 1,000 planned faults');
	});
});
