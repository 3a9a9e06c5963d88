import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';

import { caller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const call = caller(sandbox, 'tuco');

function react(messageId: unknown, reaction: unknown) {
	return call('POST', '/api/messages/react', { messageId, reaction });
}

function register(fields: Record<string, unknown> = {}) {
	return call('POST', '/api/webhooks', {
		url: receiver.url,
		events: ['message.reaction'],
		name: 'Test',
		...fields,
	});
}

describe('a Tuco delivery', () => {
	it('is signed over the body alone, the secret undecoded', async () => {
		const { json } = await register();
		const { human } = seeded(sandbox, 'tuco');
		sandbox.control.react('tuco', { messageId: human.id, reaction: 'emoji', emoji: '🔥' });
		const [received] = await receiver.received(1);
		const { headers = {}, body = '' } = received ?? {};
		expect(headers['x-tuco-signature']).toBe(createHmac('sha256', String(json.secret)).update(body).digest('hex'));
		expect(headers['x-tuco-event']).toBe('message.reaction');
		expect(headers['x-tuco-timestamp']).toMatch(/^\d{4}-.*Z$/);
		expect(received?.json).toEqual({
			event: 'message.reaction',
			timestamp: expect.any(String),
			workspaceId: 'org_sandbox',
			messageId: human.id,
			leadId: expect.stringMatching(/^[0-9a-f]{24}$/),
			contactOwnerEmail: 'owner@example.com',
			ghlContactId: null,
			ghlLocationId: null,
			hsPortalId: null,
			hsContactId: null,
			data: { reaction: 'emoji', emoji: '🔥', action: 'added', messageId: human.id, direction: 'inbound' },
		});
	});

	it.each([
		['action', { action: 'removed', reaction: 'love' }],
		['isRemoval', { isRemoval: true, reaction: 'love' }],
		['prefix', { reaction: '-love' }],
		['absent', { reaction: 'love' }],
	])('says a removal as the quirk says: %s', async (actionField, expected) => {
		await register();
		sandbox.control.changeQuirks('tuco', { actionField, payload: 'flat', recipientPhone: true });
		const { human } = seeded(sandbox, 'tuco');
		sandbox.control.react('tuco', { messageId: human.id, reaction: 'love' });
		sandbox.control.react('tuco', { messageId: human.id, reaction: 'love', action: 'remove' });
		const [, removal] = await receiver.received(2);
		expect(removal?.json).toMatchObject({
			...expected,
			messageId: human.id,
			recipientPhone: '+12025550123',
			direction: 'inbound',
		});
		expect(removal?.json).not.toHaveProperty('data');
	});

	it('is never retried, and echoes own reactions by quirk only', async () => {
		await register();
		receiver.statuses.push(500);
		const { human } = seeded(sandbox, 'tuco');
		await react(human.id, 'love');
		sandbox.control.changeQuirks('tuco', { echo: true });
		await react(human.id, 'like');
		await receiver.received(1);
		await settle();
		expect(receiver.calls.map(({ json }) => json.data)).toMatchObject([{ reaction: 'like', direction: 'outbound' }]);
		expect((await call('GET', '/api/webhooks')).json.webhooks).toMatchObject([{ failureCount: 1, lastSuccessAt: null }]);
	});

	it('of a message is text for a reply and an object for a sent one', async () => {
		await register({ events: ['message.reply', 'message.sent'] });
		sandbox.control.sendMessage('tuco', { from: 'human', text: 'Hello?' });
		const { json } = await call('POST', '/api/messages', {
			recipientPhone: '+12025550123',
			message: 'On our way',
		});
		const [reply, sent] = await receiver.received(2);
		expect(reply?.json).toMatchObject({ event: 'message.reply', message: 'Hello?', phone: '+12025550123', data: { reply: {} } });
		expect(reply?.json.fromLineId).toBe(json.message?.fromLineId);
		expect(sent?.json).toMatchObject({
			event: 'message.sent',
			message: { _id: json.message?._id, message: 'On our way' },
		});
	});
});

describe('Tuco webhooks', () => {
	it('show the secret once', async () => {
		const created = await register();
		expect(created.status).toBe(201);
		expect(created.json).toMatchObject({
			description: null,
			warning: 'Save this secret now. You will not be able to see it again.',
		});
		const { json } = await call('GET', `/api/webhooks/${String(created.json.id)}`);
		expect(json).toMatchObject({ url: receiver.url, isActive: true, failureCount: 0 });
		expect(json).not.toHaveProperty('secret');
	});

	it.each([
		['no URL', { url: undefined }, 'URL is required'],
		['no real URL', { url: 'nonsense' }, 'Invalid URL format'],
		['no events', { events: [] }, 'At least one event must be selected'],
		['an unknown event', { events: ['message.replied', 'message.reply'] }, 'Invalid events: message.replied'],
		['no name', { name: undefined }, 'Name is required'],
	])('refuse %s, verbatim', async (_, fields, error) => {
		expect(await register(fields)).toMatchObject({ status: 400, json: { error } });
	});

	it('refuse the reaction event when the quirk says so', async () => {
		sandbox.control.changeQuirks('tuco', { acceptsReactionEvent: false });
		expect((await register()).json).toEqual({ error: 'Invalid events: message.reaction' });
	});

	it('are changed, silenced and deleted by id', async () => {
		const { json } = await register();
		const path = `/api/webhooks/${String(json.id)}`;
		expect((await call('PATCH', path, { isActive: false, name: 'Off' })).json).toEqual({ success: true });
		sandbox.control.react('tuco', { messageId: seeded(sandbox, 'tuco').human.id, reaction: 'love' });
		await settle();
		expect(receiver.calls).toEqual([]);
		expect((await call('DELETE', path)).json).toEqual({ success: true });
		expect((await call('DELETE', path)).status).toBe(404);
	});

	it('are tested by a signed health check, which tells how the receiver answered', async () => {
		const { json } = await register();
		const path = `/api/webhooks/${String(json.id)}/health-check`;
		expect((await call('POST', path)).json).toEqual({
			success: true,
			message: 'Health check passed',
			statusCode: 200,
			response: 'thanks',
		});
		expect(receiver.calls[0]?.json).toMatchObject({ event: 'message.reaction', data: { test: true } });
		receiver.statuses.push(502);
		expect((await call('POST', path)).json).toMatchObject({
			success: false,
			error: 'HTTP 502: Bad Gateway',
			statusCode: 502,
		});
	});
});
