import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { caller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const call = caller(sandbox, 'agentphone');

function react(messageId: string, body: unknown) {
	return call('POST', `/v1/messages/${messageId}/reactions`, body);
}

describe('an AgentPhone reaction', () => {
	it('answers 200 in snake_case and stands in the conversation in camelCase', async () => {
		const { human } = seeded(sandbox, 'agentphone');
		expect(human.id).toBe('msg_0000000001');
		const { status, json } = await react(human.id, { reaction: 'love' });
		expect(status).toBe(200);
		expect(json).toEqual({
			id: expect.stringMatching(/^[0-9a-f-]{36}$/),
			reaction_type: 'love',
			message_id: human.id,
			channel: 'iMessage',
		});
		const list = await call('GET', `/v1/conversations/${human.conversationId}/messages`);
		const message = [...(list.json.data ?? [])].find(({ id }) => String(id) === human.id);
		expect(message?.reactions).toEqual([
			{
				id: json.id,
				reactionType: 'love',
				fromNumber: '+12025550101',
				direction: 'outbound',
				createdAt: expect.any(String),
			},
		]);
		expect((await call('GET', `/v1/conversations/${human.conversationId}?message_limit=1`)).json.messages).toHaveLength(1);
	});

	it('takes an emoji on a newer line only', async () => {
		const { human } = seeded(sandbox, 'agentphone');
		expect((await react(human.id, { reaction: '🔥' })).json.reaction_type).toBe('🔥');
		sandbox.control.changeQuirks('agentphone', { customEmoji: false });
		const { status, json } = await react(human.id, { reaction: '🔥' });
		expect(status).toBe(400);
		expect(json.detail).toMatch(/upgrade/i);
	});

	it.each([
		['nothing', {}],
		['a removal', { reaction: '-love' }],
		['two emoji', { reaction: '🔥🔥' }],
	])('refuses %s with a 422 that names the field', async (_, body) => {
		const { status, json } = await react(seeded(sandbox, 'agentphone').human.id, body);
		expect(status).toBe(422);
		expect(json.detail).toMatchObject([{ loc: ['body', 'reaction'] }]);
	});

	it('on an SMS is refused in its own words', async () => {
		const refused = await react(seeded(sandbox, 'agentphone').sms.id, { reaction: 'love' });
		expect([refused.status, refused.json]).toEqual([400, { detail: 'Reactions are only supported on iMessage messages.' }]);
	});

	it('is refused in the other envelope where the quirk says so', async () => {
		sandbox.control.changeQuirks('agentphone', { errorEnvelope: 'error' });
		const unknown = await react('msg_none', { reaction: 'love' });
		expect([unknown.status, unknown.json.error]).toEqual([
			404,
			expect.objectContaining({ message: 'Message not found', code: expect.any(String), details: [] }),
		]);
	});

	it.each(['detail', 'error'])('is refused with a wrong key, in the envelope %s', async (errorEnvelope) => {
		sandbox.control.changeQuirks('agentphone', { errorEnvelope });
		const path = `/v1/messages/${seeded(sandbox, 'agentphone').human.id}/reactions`;
		expect((await call('POST', path, {}, { authorization: 'Bearer no' })).status).toBe(401);
	});

	it('has no removal', async () => {
		expect((await call('DELETE', `/v1/messages/${seeded(sandbox, 'agentphone').human.id}/reactions`)).status).toBe(404);
	});
});

describe('an AgentPhone delivery', () => {
	it('is signed with the whole secret, and a human emoji stands in reactionType', async () => {
		const { json } = await call('POST', '/v1/webhooks', { url: receiver.url });
		const { human } = seeded(sandbox, 'agentphone');
		sandbox.control.react('agentphone', { messageId: human.id, reaction: 'emoji', emoji: '🌴' });
		const [received] = await receiver.received(1);
		const { headers = {}, body = '' } = received ?? {};
		const digest = createHmac('sha256', String(json.secret)).update(`${headers['x-webhook-timestamp']}.${body}`).digest('hex');
		expect(headers['x-webhook-signature']).toBe(`sha256=${digest}`);
		expect(headers).not.toHaveProperty('x-webhook-event');
		expect(received?.json).toEqual({
			event: 'agent.reaction',
			channel: 'imessage',
			timestamp: expect.any(String),
			agentId: 'agt_01',
			data: {
				conversationId: 'conv_01',
				numberId: 'num_01',
				reactionType: '🌴',
				fromNumber: '+12025550123',
				direction: 'inbound',
				messageId: human.id,
				messageBody: 'Is the table for tonight still free?',
				messageMediaUrl: null,
				messageMediaUrls: [],
				createdAt: expect.any(String),
			},
			conversationState: null,
			recentHistory: expect.any(Array),
		});
	});

	it('is retried five times on any non-2xx with one X-Webhook-ID', async () => {
		await call('POST', '/v1/webhooks', { url: receiver.url });
		receiver.statuses.push(404, 302, 500, 500, 500, 500, 500);
		sandbox.control.react('agentphone', {
			messageId: seeded(sandbox, 'agentphone').human.id,
			reaction: 'love',
		});
		await receiver.received(6);
		await settle();
		expect(receiver.calls).toHaveLength(6);
		expect(new Set(receiver.calls.map(({ headers }) => headers['x-webhook-id'])).size).toBe(1);
	});

	it('says nothing of a removal, a new event of a swap, and an echo only by quirk', async () => {
		await call('POST', '/v1/webhooks', { url: receiver.url });
		const { human } = seeded(sandbox, 'agentphone');
		sandbox.control.react('agentphone', { messageId: human.id, reaction: 'love' });
		sandbox.control.react('agentphone', { messageId: human.id, reaction: 'like' });
		expect(sandbox.control.react('agentphone', { messageId: human.id, action: 'remove' })).toMatchObject({
			change: 'removed',
			deliveries: [],
		});
		await react(human.id, { reaction: 'laugh' });
		sandbox.control.changeQuirks('agentphone', { echo: true });
		await react(human.id, { reaction: 'question' });
		await receiver.received(3);
		await settle();
		expect(receiver.calls.map(({ json }) => `${String(json.data?.direction)} ${String(json.data?.reactionType)}`)).toEqual([
			'inbound love',
			'inbound like',
			'outbound question',
		]);
	});

	it('carries as much history as contextLimit asks for', async () => {
		await call('POST', '/v1/webhooks', { url: receiver.url, contextLimit: 2 });
		sandbox.control.sendMessage('agentphone', { from: 'human', text: 'Hello?' });
		const [received] = await receiver.received(1);
		expect(received?.json).toMatchObject({ event: 'agent.message', data: { message: 'Hello?' } });
		expect(received?.json.recentHistory).toHaveLength(2);
	});

	it.each([
		[2, 2],
		[0, 0],
	])('carries history with a reaction, too: with a contextLimit of %d, %d messages', async (contextLimit, length) => {
		await call('POST', '/v1/webhooks', { url: receiver.url, contextLimit });
		sandbox.control.react('agentphone', { messageId: seeded(sandbox, 'agentphone').human.id, reaction: 'love' });
		const [received] = await receiver.received(1);
		expect(received?.json).toMatchObject({ event: 'agent.reaction', conversationState: null });
		expect(received?.json.recentHistory).toHaveLength(length);
	});
});

describe('AgentPhone lists', () => {
	it('show agents, numbers and conversations in pages', async () => {
		expect((await call('GET', '/v1/agents?limit=1')).json).toMatchObject({
			data: [{ id: 'agt_01' }],
			hasMore: true,
			total: 2,
		});
		expect((await call('GET', '/v1/numbers')).json.data).toMatchObject([{ id: 'num_01', agentId: 'agt_01' }, { id: 'num_02' }]);
		const { json } = await call('GET', '/v1/conversations?offset=1&limit=2');
		expect(json).toMatchObject({ data: [{ isGroup: true, groupId: 'grp_02' }, {}], hasMore: true, total: 4 });
		const page = await call('GET', '/v1/conversations/conv_01/messages?limit=3');
		expect(page.json.hasMore).toBe(true);
		const before = String(page.json.data?.[2]?.receivedAt);
		const rest = await call('GET', `/v1/conversations/conv_01/messages?before=${encodeURIComponent(before)}`);
		expect(rest.json).toMatchObject({ data: [{ id: 'msg_0000000001' }], hasMore: false });
		expect((await call('GET', '/v1/numbers/num_01/messages')).json.data?.[0]).not.toHaveProperty('reactions');
	});

	it('take a message of the agent', async () => {
		const { json } = await call('POST', '/v1/messages', { to_number: '+12025550123', body: 'On our way' });
		expect(json).toMatchObject({
			channel: 'imessage',
			conversation_id: 'conv_01',
			from_number: '+12025550101',
		});
		expect((await react(String(json.id), { reaction: 'love' })).status).toBe(200);
	});
});
