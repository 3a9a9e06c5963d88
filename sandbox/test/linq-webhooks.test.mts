import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { LINQ_API, subscribeAtLinq } from './harness/linq.mts';
import { caller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const call = caller(sandbox, 'linq');

const subscribe = (fields?: Record<string, unknown>) => subscribeAtLinq(call, receiver, fields);

describe('a Linq delivery', () => {
	it('carries both header sets, and both signatures hold', async () => {
		const { json } = await subscribe();
		const secret = String(json.signing_secret);
		sandbox.control.react('linq', {
			messageId: seeded(sandbox, 'linq').human.id,
			reaction: 'emoji',
			emoji: '👍🏽',
		});
		const [call] = await receiver.received(1);
		const { headers = {}, body = '' } = call ?? {};
		expect(call?.json).toMatchObject({
			data: { is_from_me: false, reaction_type: 'custom', custom_emoji: '👍🏽', from: '+12025550123' },
		});
		const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
		expect(key).toHaveLength(32);
		const standard = createHmac('sha256', key).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64');
		expect(headers['webhook-signature']).toBe(`v1,${standard}`);
		expect(headers['webhook-id']).toBe(call?.json.event_id);
		const legacy = createHmac('sha256', secret).update(`${headers['x-webhook-timestamp']}.${body}`).digest('hex');
		expect(headers['x-webhook-signature']).toBe(legacy);
		expect(headers['x-webhook-event']).toBe('reaction.added');
		expect(headers['x-webhook-subscription-id']).toBe(json.id);
	});

	it('is retried on 5xx and 429 with the same id, and ends as delivered', async () => {
		await subscribe();
		receiver.statuses.push(500, 429, 200);
		const { deliveries } = sandbox.control.react('linq', {
			messageId: seeded(sandbox, 'linq').human.id,
			reaction: 'love',
		});
		await receiver.received(3);
		await settle();
		expect(new Set(receiver.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		const [delivery] = sandbox.control.deliveries({ provider: 'linq' });
		expect(delivery).toMatchObject({
			id: deliveries[0],
			state: 'delivered',
			attempts: [{ status: 500 }, { status: 429 }, { status: 200 }],
		});
	});

	it('gives up after ten retries', async () => {
		await subscribe();
		receiver.statuses.push(...Array.from({ length: 20 }, () => 503));
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await receiver.received(11);
		await settle();
		expect(receiver.calls).toHaveLength(11);
		expect(sandbox.control.deliveries()[0]?.state).toBe('failed');
	});

	it('is not retried on another 4xx', async () => {
		await subscribe();
		receiver.statuses.push(401);
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await receiver.received(1);
		await settle();
		expect(receiver.calls).toHaveLength(1);
	});

	it('goes only to the lines a subscription names', async () => {
		await subscribe({ phone_numbers: ['+12025550102'] });
		const { human, secondLine } = seeded(sandbox, 'linq');
		sandbox.control.react('linq', { messageId: human.id, reaction: 'love' });
		sandbox.control.react('linq', { messageId: secondLine.id, reaction: 'like' });
		await receiver.received(1);
		await settle();
		expect(receiver.calls.map(({ json }) => json.data?.reaction_type)).toEqual(['like']);
	});

	it.each([
		{ namesLine: true, line: { phone_number: '+12025550102' } },
		{ namesLine: false, line: undefined },
	])('names the line that was tapped, unless namesLine is off: $namesLine', async ({ namesLine, line }) => {
		await subscribe();
		sandbox.control.changeQuirks('linq', { namesLine });
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').secondLine.id, reaction: 'love' });
		const [told] = await receiver.received(1);
		expect(told?.json.data?.line).toEqual(line);
	});

	it('tells a human message as message.received', async () => {
		await subscribe({ subscribed_events: ['message.received'] });
		const message = sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello?' });
		const [call] = await receiver.received(1);
		expect(call?.json).toMatchObject({
			event_type: 'message.received',
			data: { id: message.id, direction: 'inbound' },
		});
	});
});

describe('Linq webhook subscriptions', () => {
	it('show the secret on creation only', async () => {
		const created = await subscribe();
		expect(created.status).toBe(201);
		expect(created.json.signing_secret).toMatch(/^whsec_/);
		const list = await call('GET', `${LINQ_API}/webhook-subscriptions`);
		expect(list.json.subscriptions).toHaveLength(1);
		expect(JSON.stringify(list.json)).not.toContain('whsec_');
		const one = await call('GET', `${LINQ_API}/webhook-subscriptions/${String(created.json.id)}`);
		expect(one.json).not.toHaveProperty('signing_secret');
	});

	it('take a target_url once per account', async () => {
		await subscribe();
		const again = await subscribe();
		expect([again.status, again.json.error?.code]).toEqual([409, 2015]);
		expect((await subscribe({ target_url: `${receiver.url}?version=2026-02-03` })).status).toBe(201);
	});

	it('are changed by PUT and gone after DELETE', async () => {
		const { json } = await subscribe();
		const path = `${LINQ_API}/webhook-subscriptions/${String(json.id)}`;
		const changed = await call('PUT', path, { is_active: false, phone_numbers: [] });
		expect(changed.json).toMatchObject({ is_active: false, phone_numbers: null });
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await settle();
		expect(receiver.calls).toEqual([]);
		expect((await call('DELETE', path)).status).toBe(204);
		expect((await call('DELETE', path)).json.error).toMatchObject({ status: 404, code: 2010 });
	});

	it.each([
		['no target_url', { target_url: undefined }, 1001],
		['http elsewhere', { target_url: 'http://example.com/hook' }, 1005],
		['an unknown event', { subscribed_events: ['reaction.received'] }, 1005],
		['a number that is none', { phone_numbers: ['2025550101'] }, 1002],
		['a number of others', { phone_numbers: ['+12025550999'] }, 2006],
	])('refuse %s', async (_, fields, code) => {
		expect((await subscribe(fields)).json.error?.code).toBe(code);
	});
});
