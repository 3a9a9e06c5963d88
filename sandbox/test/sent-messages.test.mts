import { describe, expect, it } from '@jest/globals';
import LinqAPIV3 from '@linqapp/sdk';
import { AgentPhoneClient } from 'agentphone';
import SendblueAPI from 'sendblue';
import { caller, seeded } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();

const LINE = '+12025550101';
const ANA = '+12025550123';
const BEN = '+12025550124';
const STRANGER = '+12025550177';
const PICTURE = 'https://media.example.com/table.png';

const newest = (id: string) => sandbox.control.messages(id).at(-1);
const conversations = (id: string) => sandbox.control.overview().providers[id]?.conversations ?? [];

describe('AgentPhone', () => {
	const client = () => {
		const { baseUrl, credentials } = sandbox.provider('agentphone');
		return new AgentPhoneClient({ baseUrl, token: credentials.apiKey ?? '', maxRetries: 0 });
	};

	it('opens a conversation with somebody new, as its SDK asks', async () => {
		const answer = await client().messages.sendMessage({ body: 'Hello', to_number: STRANGER, from_number: LINE });
		expect(answer).toMatchObject({ id: newest('agentphone')?.id, channel: 'imessage', to_number: STRANGER, from_number: LINE });
		expect(conversations('agentphone').find(({ id }) => id === answer.conversation_id)?.participants).toEqual([STRANGER]);
		const again = await client().messages.sendMessage({ body: 'Again', to_number: STRANGER, from_number: LINE });
		expect(again.conversation_id).toBe(answer.conversation_id);
	});

	it('refuses a stranger’s line, an unknown group, and a carousel with a text', async () => {
		const call = caller(sandbox, 'agentphone');
		const send = async (body: object) => (await call('POST', '/v1/messages', { body: 'x', to_number: ANA, ...body })).status;
		expect(await send({ to_number: STRANGER, from_number: '+12025550999' })).toBe(404);
		expect(await send({ to_number: 'grp_nobody' })).toBe(404);
		expect(await send({ media_urls: [PICTURE, PICTURE] })).toBe(422);
		expect(await send({ body: '', media_urls: [PICTURE, PICTURE] })).toBe(200);
	});

	it('names the group of a message by the id it is written to', async () => {
		const call = caller(sandbox, 'agentphone');
		await call('POST', '/v1/webhooks', { url: receiver.url });
		const { conversationId } = seeded(sandbox, 'agentphone').group;
		sandbox.control.sendMessage('agentphone', { from: 'human', text: 'Who?', conversationId });
		const [received] = await receiver.received(1);
		const to_number = received?.json.data?.group?.id;
		expect((await call('POST', '/v1/messages', { body: 'Me', to_number })).json.conversation_id).toBe(conversationId);
	});
});

describe('Inkbox', () => {
	const send = async (body: object) => await caller(sandbox, 'inkbox')('POST', '/api/v1/imessage/messages', body);

	it('answers with the message wrapped, and queued', async () => {
		const { conversationId } = seeded(sandbox, 'inkbox').human;
		const { status, json } = await send({ conversation_id: conversationId, text: 'Hello' });
		expect(status).toBe(201);
		expect(json.message).toMatchObject({ id: newest('inkbox')?.id, conversation_id: conversationId, status: 'queued', media: null });
	});

	it('goes by the identity that writes, where one is named', async () => {
		const write = caller(sandbox, 'inkbox');
		const as = async (id: string) => await write('POST', `/api/v1/imessage/messages?agent_identity_id=${id}`, { to: BEN, text: 'Hello' });
		const [first, second] = (await write('GET', '/api/v1/identities')).json;
		expect((await as(String(second?.id))).status).toBe(201);
		expect(newest('inkbox')?.line).toBe('+12025550102');
		expect((await as(String(first?.id))).status).toBe(404);
		expect((await as('11111111-2222-4333-8444-555555555599')).status).toBe(404);
	});

	it('takes a picture alone, and one at most', async () => {
		expect((await send({ to: ANA, media_urls: [PICTURE] })).json.message).toMatchObject({ content: '', media: [{ url: PICTURE }] });
		expect((await send({ to: ANA, media_urls: [PICTURE, PICTURE] })).status).toBe(422);
	});

	it('wants exactly one address, and something to send', async () => {
		const { conversationId } = seeded(sandbox, 'inkbox').human;
		for (const body of [{ text: 'x' }, { text: 'x', to: ANA, conversation_id: conversationId }, { to: ANA }, { to: ANA, content: 'x' }]) {
			expect((await send(body)).status).toBe(422);
		}
		expect((await send({ to: STRANGER, text: 'x' })).status).toBe(404);
	});
});

describe('Linq', () => {
	const client = () => {
		const { baseUrl, credentials } = sandbox.provider('linq');
		return new LinqAPIV3({ baseURL: `${baseUrl}/api/partner`, apiKey: credentials.apiKey ?? '', maxRetries: 0 });
	};
	const message = (value: string, more: object = {}) => ({ parts: [{ type: 'text' as const, value }], ...more });

	it('opens a chat from a line, as its SDK asks', async () => {
		const { chat } = await client().chats.create({ from: LINE, to: [STRANGER], message: message('Hello') });
		expect(chat).toMatchObject({ is_group: false, service: 'iMessage', message: { id: newest('linq')?.id, delivery_status: 'queued' } });
		expect(newest('linq')).toMatchObject({ conversationId: chat.id, line: LINE });
	});

	it('chooses the line that has the conversation', async () => {
		const answer = await client().messages.create({ to: ['+12025550124'], message: message('Hello, Ben') });
		expect(answer).toMatchObject({ from: '+12025550102', created_new_chat: false, message: { id: newest('linq')?.id } });
		const fresh = await client().messages.create({ to: [STRANGER], message: message('Hello') });
		expect(fresh).toMatchObject({ from: LINE, created_new_chat: true });
	});

	it('sends nothing twice under one key', async () => {
		const { conversationId } = seeded(sandbox, 'linq').human;
		const send = async (key: string) =>
			await client().chats.messages.send(conversationId, { message: message('Once', { idempotency_key: key }) });
		const first = await send('k1');
		expect((await send('k1')).message.id).toBe(first.message.id);
		expect((await send('k2')).message.id).not.toBe(first.message.id);
	});

	it('refuses a foreign line, no number and no message', async () => {
		const call = caller(sandbox, 'linq');
		const open = async (body: object) =>
			(await call('POST', '/api/partner/v3/chats', { from: LINE, to: [STRANGER], message: message('x'), ...body })).json.error?.code;
		expect(await open({ from: '+12025550999' })).toBe(2006);
		expect(await open({ to: ['nobody'] })).toBe(1002);
		expect(await open({ to: [] })).toBe(1001);
		expect(await open({ message: undefined })).toBe(1001);
		expect(await open({ message: { parts: [] } })).toBe(1005);
	});

	it('shows in its event what a message answers', async () => {
		const call = caller(sandbox, 'linq');
		const { id, conversationId } = seeded(sandbox, 'linq').human;
		await client().webhookSubscriptions.create({ target_url: receiver.url, subscribed_events: ['message.sent'] });
		await call('POST', `/api/partner/v3/chats/${conversationId}/messages`, { message: message('Yes', { reply_to: { message_id: id } }) });
		const [received] = await receiver.received(1);
		expect(received?.json.data?.reply_to).toEqual({ message_id: id, part_index: 0 });
	});
});

describe('Sendblue', () => {
	const client = () => {
		const { baseUrl, credentials } = sandbox.provider('sendblue');
		const { apiKeyId = '', apiSecretKey = '' } = credentials;
		return new SendblueAPI({ baseURL: baseUrl, apiKey: apiKeyId, apiSecret: apiSecretKey, maxRetries: 0 });
	};

	it('opens a conversation with somebody new, and sends to a group that exists, as its SDK asks', async () => {
		const sent = await client().messages.send({ from_number: LINE, number: STRANGER, content: 'Hello' });
		expect(sent).toMatchObject({ message_handle: newest('sendblue')?.id, status: 'QUEUED' });
		const { conversationId } = seeded(sandbox, 'sendblue').group;
		const grouped = await client().groups.sendMessage({ from_number: LINE, group_id: conversationId, content: 'I can' });
		expect(grouped).toMatchObject({ message_handle: newest('sendblue')?.id });
		expect(newest('sendblue')?.conversationId).toBe(conversationId);
	});

	it('refuses a number that is none, and an unknown group', async () => {
		const call = caller(sandbox, 'sendblue');
		const to = async (path: string, body: object) => (await call('POST', path, { from_number: LINE, content: 'x', ...body })).status;
		expect(await to('/api/send-message', { number: 'nobody' })).toBe(400);
		expect(await to('/api/send-group-message', { group_id: seeded(sandbox, 'sendblue').human.conversationId })).toBe(400);
		expect(await to('/api/send-group-message', {})).toBe(400);
	});
});

describe('Tuco', () => {
	const send = async (body: object) => await caller(sandbox, 'tuco')('POST', '/api/messages', body);

	it('answers with the message, to a number or an e-mail address it never saw', async () => {
		for (const recipient of [{ recipientPhone: STRANGER }, { recipientEmail: 'jane@example.com' }]) {
			const { status, json } = await send({ message: 'Hello', ...recipient });
			expect(status).toBe(201);
			expect(json).toMatchObject({ success: true, message: { _id: newest('tuco')?.id, ...recipient } });
		}
	});

	it('takes two attachments and no third, and never nothing', async () => {
		expect((await send({ recipientPhone: ANA, attachmentUrls: [PICTURE, PICTURE] })).status).toBe(201);
		expect((await send({ recipientPhone: ANA, attachmentUrls: [PICTURE, PICTURE, PICTURE] })).json.error).toMatch(/Maximum 2/);
		expect((await send({ recipientPhone: ANA, attachmentUrls: PICTURE })).json.error).toMatch(/must be an array/);
		expect((await send({ recipientPhone: ANA })).json.error).toMatch(/cannot both be empty/);
		expect((await send({ message: 'x' })).json.error).toMatch(/recipientPhone is required/);
	});
});
