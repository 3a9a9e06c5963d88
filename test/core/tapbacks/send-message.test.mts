import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../core/http/response.ts';
import type { TapbackFilter } from '../../../core/webhook/filter.ts';
import { receiveAny } from '../../../core/webhook/receive.ts';
import { sendMessage } from '../../../core/tapbacks/send-message.ts';
import { outcomeOfStatus, type ParsedMessage } from '../../../core/model/message.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import { inkbox } from '../../../core/providers/inkbox/index.ts';
import type { MessageCommand } from '../../../core/providers/messages.ts';
import { PROVIDERS, providerById } from '../../../core/providers/registry.ts';
import { NOW, failureOf, lostAnswer, madeUp, ok, scriptedConnection } from '../../harness/core/made-up.mts';

/*
 * The payloads are the vendors' own samples, with numbers changed (docs/research, Messages).
 */

const codec = (id: string) => providerById(id).messages;
const parse = (id: string, payload: unknown, headers: Record<string, string> = {}) =>
	codec(id).parseMessage(payload, { headers, rawBody: undefined });
const sent = (id: string, json: unknown) => codec(id).parse({ status: 200, headers: {}, json });

const command = (changes: Partial<MessageCommand>): MessageCommand => ({
	text: 'Hi',
	mediaUrls: [],
	conversationId: undefined,
	to: undefined,
	line: undefined,
	key: undefined,
	...changes,
});

const PERSON = '+12025550123';
const LINE = '+12025550199';
const UUID = '3caaf1a0-ef9f-46e0-8c22-31e82c8514dc';
const PICTURE = 'https://media.example/a.jpg';

describe('AgentPhone’s messages', () => {
	const data = {
		...{ messageId: 'msg_003', conversationId: 'conv_def', numberId: 'num_xyz', from: PERSON, to: LINE, message: 'Hey from iMessage!' },
		...{ contact: null, mediaUrl: null, mediaUrls: [], direction: 'inbound', receivedAt: '2026-06-01T10:02:00Z' },
	};
	const event = (changes: object = {}, channel = 'imessage') => ({
		...{ event: 'agent.message', channel, timestamp: '2026-06-01T10:02:00Z', agentId: 'agent_test123' },
		data: { ...data, ...changes },
	});

	it('are read as the vendor’s fixture has them', () => {
		expect(parse('agentphone', event())).toEqual({
			...{ eventId: 'message|msg_003', messageId: 'msg_003', text: 'Hey from iMessage!', media: [], actor: PERSON, isFromMe: false },
			...{ conversationId: 'conv_def', isGroup: false, returnAddress: PERSON, service: 'imessage', line: LINE, replyTo: null },
			occurredAt: '2026-06-01T10:02:00.000Z',
		});
	});

	it('take an id from the header only in the form that holds the body’s number', () => {
		const without = event({ messageId: undefined });
		expect(parse('agentphone', without, { 'X-Webhook-ID': 'del_cm123_num_xyz' })).toMatchObject({ messageId: 'cm123' });
		for (const id of ['del_cm123_num_other', 'del__num_xyz', '11111111-2222-4333-8444-555555555501', '']) {
			expect(parse('agentphone', without, { 'X-Webhook-ID': id })).toMatchObject({ messageId: null });
		}
		// The header isn't signed, so it has no part in telling copies.
		const [first, second] = ['del_a_num_xyz', 'del_b_num_xyz'].map((id) => parse('agentphone', without, { 'X-Webhook-ID': id }));
		expect(first?.eventId).toBe(second?.eventId);
		expect(parse('agentphone', event({ messageId: undefined, message: 'Other' }))?.eventId).not.toBe(first?.eventId);
	});

	it('never give a person’s address for a group', () => {
		expect(parse('agentphone', event({ group: { id: 'grp_9' } }))).toMatchObject({ isGroup: true, returnAddress: 'grp_9', line: LINE });
		expect(parse('agentphone', event({ to: 'grp_9' }))).toMatchObject({ isGroup: true, returnAddress: 'grp_9', line: 'num_xyz' });
		expect(parse('agentphone', event({ group: { name: 'Cake' } }))).toMatchObject({ isGroup: true, returnAddress: null });
	});

	it('know one medium, several, and none', () => {
		expect(parse('agentphone', event({ message: '', mediaUrl: PICTURE }))?.media).toEqual([{ url: PICTURE, contentType: null }]);
		expect(parse('agentphone', event({ mediaUrls: ['https://a.example', 7, 'https://b.example'] }))?.media).toHaveLength(2);
		expect(parse('agentphone', event({ message: '' }))).toBeUndefined();
	});

	it('are no calls, no other channels and no reactions', () => {
		for (const channel of ['voice', 'whatsapp']) expect(parse('agentphone', event({}, channel))).toBeUndefined();
		expect(parse('agentphone', { ...event(), event: 'agent.reaction' })).toBeUndefined();
		expect(parse('agentphone', event({ direction: 'outbound', from: LINE, to: PERSON }))).toMatchObject({
			isFromMe: true,
			returnAddress: null,
		});
	});

	it('go by number, or by the id of a number', () => {
		const build = codec('agentphone').build;
		expect(build(command({ to: PERSON, line: LINE }))).toMatchObject({
			path: '/v1/messages',
			body: { body: 'Hi', to_number: PERSON, from_number: LINE },
			idempotent: false,
		});
		expect(build(command({ to: 'grp_9', line: 'num_xyz', text: '', mediaUrls: [PICTURE] })).body).toEqual({
			...{ body: '', to_number: 'grp_9', number_id: 'num_xyz' },
			media_urls: [PICTURE],
		});
	});

	it('need the line, for the account may have several', async () => {
		expect((await failureOf(() => codec('agentphone').build(command({ to: PERSON })))).details.field).toBe('line');
		expect((await failureOf(() => codec('agentphone').build(command({ conversationId: 'conv_1', line: LINE })))).details.field).toBe('to');
	});
});

describe('Inkbox’s messages', () => {
	const message = {
		...{ id: UUID, conversation_id: UUID, direction: 'inbound', remote_number: PERSON, sender_number: null, is_group: false },
		...{ content: 'Latest', service: 'imessage', media: [{ content_type: 'image/jpeg', size: 48213, url: PICTURE }] },
		...{ is_read: false, reactions: null, created_at: '2026-07-04T00:04:00Z' },
	};
	const event = (changes: object = {}, event_type = 'imessage.received') => ({
		...{ id: 'evt_3f2a9c', event_type, timestamp: '2026-07-04T00:04:00Z' },
		data: { message: { ...message, ...changes }, reaction: null, contacts: [], agent_identities: [{ id: 'somebody' }] },
	});

	it('are read as the SDK’s test has them', () => {
		expect(parse('inkbox', event())).toEqual({
			...{ eventId: 'evt_3f2a9c', messageId: UUID, text: 'Latest', media: [{ url: PICTURE, contentType: 'image/jpeg' }], actor: PERSON },
			...{ isFromMe: false, conversationId: UUID, isGroup: false, returnAddress: PERSON, service: 'imessage', line: null, replyTo: null },
			occurredAt: '2026-07-04T00:04:00.000Z',
		});
	});

	it('name who wrote in a group, and no address but the conversation', () => {
		expect(parse('inkbox', event({ is_group: true, sender_number: LINE, remote_number: null }))).toMatchObject({
			actor: LINE,
			returnAddress: null,
		});
	});

	it('may have no text, no media or a reply-to', () => {
		expect(parse('inkbox', event({ content: null }))).toMatchObject({ text: '' });
		expect(parse('inkbox', event({ media: null }))).toMatchObject({ media: [] });
		expect(parse('inkbox', event({ content: null, media: null }))).toBeUndefined();
		expect(parse('inkbox', event({ reply_to_message_id: UUID }))?.replyTo).toEqual({ messageId: UUID, partIndex: null });
	});

	it('are known as our own', () => {
		expect(parse('inkbox', event({ direction: 'outbound' }, 'imessage.sent'))).toMatchObject({ isFromMe: true });
	});

	it('are answered wrapped, and nothing else counts', async () => {
		expect(sent('inkbox', { message: { id: UUID, conversation_id: UUID, status: 'queued' } })).toEqual({
			outcome: 'accepted',
			messageId: UUID,
			conversationId: UUID,
		});
		expect((await failureOf(() => sent('inkbox', { id: UUID }))).code).toBe('BAD_ANSWER');
	});

	it('go to a conversation, or to a number in the name of an identity', () => {
		const build = codec('inkbox').build;
		expect(build(command({ conversationId: UUID, to: PERSON })).body).toEqual({ conversation_id: UUID, text: 'Hi' });
		expect(build(command({ to: PERSON, line: UUID }))).toMatchObject({
			query: { agent_identity_id: UUID },
			body: { to: PERSON, text: 'Hi' },
		});
	});

	it('go to no e-mail address, which Inkbox only hears from', async () => {
		const failure = await failureOf(() => codec('inkbox').build(command({ to: 'ana@example.com' })));
		expect(failure).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'to' } });
	});

	it('may be repeated with a key, which any text makes a valid header', () => {
		const build = (key?: string) => codec('inkbox').build(command({ to: PERSON, key }));
		const [first, same, other] = [build('Frage ❓ 1'), build('Frage ❓ 1'), build('Frage ❓ 2')];
		expect(first).toMatchObject({ idempotent: true, headers: { Prefer: 'idempotency-replay' } });
		expect(first.headers?.['Idempotency-Key']).toMatch(/^[!-~]{1,255}$/);
		expect(first).toEqual(same);
		expect(first.headers).not.toEqual(other.headers);
		expect(build()).toMatchObject({ idempotent: false });
		expect(build()).not.toHaveProperty('headers');
	});

	it.each([
		[409, 'idempotency_in_progress', 'TARGET_NOT_READY'],
		[409, 'idempotency_key_reused', 'REFUSED'],
		[409, 'result_unavailable', 'PROVIDER_FAILED'],
		[503, 'send_outcome_ambiguous', 'PROVIDER_FAILED'],
		[422, 'recipient_not_e164', 'TARGET_UNSUPPORTED'],
		[409, 'conversation_released', 'NOT_ALLOWED'],
	])('are refused with %i %s as %s', async (status, error, code) => {
		const { errorRules } = codec('inkbox');
		const provider = { ...inkbox, errors: { ...inkbox.errors, rules: errorRules } };
		const response = { status, headers: {}, body: JSON.stringify({ detail: { error, message: 'No' } }) };
		expect((await failureOf(() => readResponse(provider, response, NOW))).code).toBe(code);
	});
});

describe('Linq’s messages', () => {
	const handle = (number: string, is_me: boolean) => ({ id: UUID, is_me, handle: number, status: 'active', service: 'iMessage' });
	const data = {
		...{ id: UUID, direction: 'inbound', service: 'iMessage', preferred_service: null, effect: null },
		chat: { id: UUID, is_group: false, owner_handle: handle(LINE, true), health_status: { status: 'healthy' } },
		sender_handle: handle(PERSON, false),
		parts: [
			{ type: 'text', value: 'hi', text_decorations: null },
			{ type: 'media', id: UUID, filename: 'a.heic', mime_type: 'image/heic', size_bytes: 48213, url: 'https://cdn.example/a.heic' },
		],
		reply_to: { message_id: UUID, part_index: 0 },
		sent_at: '2026-05-08T16:21:12.499Z',
	};
	const event = (changes: object = {}, event_type = 'message.received') => ({
		...{ api_version: 'v3', webhook_version: '2026-02-03', event_type, event_id: 'ff654877-df18-4384-b3aa-928212533477' },
		...{ created_at: '2026-05-08T16:21:12.793119775Z', data: { ...data, ...changes } },
	});

	it('are read as the vendor’s fixture has them', () => {
		expect(parse('linq', event())).toEqual({
			...{ eventId: 'ff654877-df18-4384-b3aa-928212533477', messageId: UUID, text: 'hi' },
			media: [{ url: 'https://cdn.example/a.heic', contentType: 'image/heic' }],
			...{ actor: PERSON, isFromMe: false, conversationId: UUID, isGroup: false, returnAddress: PERSON, service: 'iMessage', line: LINE },
			...{ replyTo: { messageId: UUID, partIndex: 0 }, occurredAt: '2026-05-08T16:21:12.499Z' },
		});
	});

	it('give no person’s address where it isn’t said that there is one person', () => {
		for (const is_group of [true, undefined, null]) {
			expect(parse('linq', event({ chat: { ...data.chat, is_group } }))).toMatchObject({ returnAddress: null, conversationId: UUID });
		}
	});

	it('lose nothing but the odd field to a strange payload', () => {
		expect(
			parse('linq', event({ chat: 7, sender_handle: null, reply_to: 'x', parts: [null, { type: 'text', value: 'still' }] })),
		).toMatchObject({
			...{ text: 'still', actor: null, conversationId: null, replyTo: null, line: null },
		});
		expect(parse('linq', event({ parts: [] }))).toBeUndefined();
		expect(parse('linq', event({}, 'message.edited'))).toBeUndefined();
	});

	it('are known as our own', () => {
		expect(parse('linq', event({ direction: 'outbound', sender_handle: handle(LINE, true) }, 'message.sent'))).toMatchObject({
			isFromMe: true,
		});
	});

	it('go into a chat, from a line, or from the line that Linq chooses', () => {
		const build = codec('linq').build;
		const message = { parts: [{ type: 'text', value: 'Hi' }] };
		expect(build(command({ conversationId: UUID }))).toMatchObject({ path: `/api/partner/v3/chats/${UUID}/messages`, body: { message } });
		expect(build(command({ to: PERSON, line: LINE }))).toMatchObject({
			path: '/api/partner/v3/chats',
			body: { from: LINE, to: [PERSON], message },
		});
		expect(build(command({ to: PERSON }))).toMatchObject({ path: '/api/partner/v3/messages', body: { to: [PERSON], message } });
	});

	it('may be repeated with a key, and not without', () => {
		const build = codec('linq').build;
		expect(build(command({ to: PERSON })).idempotent).toBe(false);
		expect(build(command({ to: PERSON, key: 'k1' }))).toMatchObject({ idempotent: true, body: { message: { idempotency_key: 'k1' } } });
	});

	it('are answered in three shapes', async () => {
		const message = { id: UUID, delivery_status: 'pending' };
		const receipt = { outcome: 'accepted', messageId: UUID, conversationId: 'c' };
		expect(sent('linq', { chat_id: 'c', message })).toMatchObject(receipt);
		expect(sent('linq', { chat: { id: 'c', message } })).toMatchObject(receipt);
		expect(sent('linq', { chat_id: 'c', message: { ...message, delivery_status: 'delivered' } })).toMatchObject({ outcome: 'applied' });
		expect((await failureOf(() => sent('linq', { chat_id: 'c', message: { ...message, delivery_status: 'failed' } }))).code).toBe(
			'REFUSED',
		);
		expect((await failureOf(() => sent('linq', {}))).code).toBe('BAD_ANSWER');
	});
});

describe('Sendblue’s messages', () => {
	const row = {
		...{
			accountEmail: 'agent@example.test',
			content: 'Hello!',
			is_outbound: false,
			status: 'RECEIVED',
			error_code: null,
			error_message: null,
		},
		...{
			message_handle: '99DCC379-DD76-4712-BA65-11EFB33B8CD6',
			date_sent: '2026-05-06T04:00:00.000Z',
			from_number: PERSON,
			number: PERSON,
		},
		...{ to_number: LINE, was_downgraded: null, plan: 'dedicated', media_url: '', message_type: 'message', group_id: '', participants: [] },
		...{ send_style: '', opted_out: false, sendblue_number: LINE, service: 'iMessage', group_display_name: '' },
	};

	it('are read as they were captured', () => {
		expect(parse('sendblue', row)).toEqual({
			...{ eventId: row.message_handle, messageId: row.message_handle, text: 'Hello!', media: [], actor: PERSON, isFromMe: false },
			...{ conversationId: null, isGroup: false, returnAddress: PERSON, service: 'iMessage', line: LINE, replyTo: null },
			occurredAt: '2026-05-06T04:00:00.000Z',
		});
	});

	it('name a group by its id, and nobody of it', () => {
		expect(parse('sendblue', { ...row, group_id: 'g1', message_type: 'group' })).toMatchObject({
			conversationId: 'g1',
			isGroup: true,
			returnAddress: null,
		});
		expect(parse('sendblue', { ...row, message_type: 'group' })).toMatchObject({
			conversationId: null,
			isGroup: true,
			returnAddress: null,
		});
	});

	it('may bring one medium and an inline reply', () => {
		expect(parse('sendblue', { ...row, content: '', media_url: PICTURE })).toMatchObject({ text: '', media: [{ url: PICTURE }] });
		expect(parse('sendblue', { ...row, reply_to: { message_handle: 'h0' } })?.replyTo).toEqual({ messageId: 'h0', partIndex: null });
	});

	it('are neither our own, nor typing, nor empty', () => {
		const others = [
			{ ...row, is_outbound: true },
			{ ...row, status: 'DELIVERED' },
			{ ...row, content: '' },
			{ is_typing: true, number: PERSON },
		];
		for (const other of others) expect(parse('sendblue', other)).toBeUndefined();
	});

	it('go to a number or a group, from a line', async () => {
		const build = codec('sendblue').build;
		expect(build(command({ to: PERSON, line: LINE }))).toMatchObject({
			path: '/api/send-message',
			body: { from_number: LINE, number: PERSON, content: 'Hi' },
			idempotent: false,
		});
		expect(build(command({ conversationId: PERSON, line: LINE })).body).toMatchObject({ number: PERSON });
		expect(build(command({ conversationId: 'g1', line: LINE, text: '', mediaUrls: [PICTURE] }))).toMatchObject({
			path: '/api/send-group-message',
			body: { from_number: LINE, group_id: 'g1', media_url: PICTURE },
		});
		expect((await failureOf(() => build(command({ to: PERSON })))).details.field).toBe('line');
	});

	it('are refused by a 200 that says ERROR', async () => {
		const { connection } = scriptedConnection([ok({ status: 'ERROR', error_code: 4001, error_message: 'Not a number' })]);
		const error = await failureOf(
			async () => await sendMessage(providerById('sendblue'), { to: PERSON, line: LINE, text: 'Hi' }, connection),
		);
		expect(error).toMatchObject({ code: 'REFUSED', details: { providerCode: '4001' } });
	});
});

describe('Tuco’s messages', () => {
	const id = '674abc0123456789abcdef02';
	const line = '699f704bc405fae6ca299a08';
	const base = { event: 'message.reply', timestamp: '2026-03-02T15:00:00.000Z', workspaceId: 'org_x', messageId: id };
	const shapes: Array<[string, object, object]> = [
		[
			'of message webhooks',
			{
				...base,
				...{ phone: PERSON, fromLineId: line, repliedAtUtc: '2026-03-02T14:59:58.000Z', message: 'Thanks', originalMessageId: 'x' },
				data: { reply: { recipientPhone: PERSON, messageId: id, respondedAtUtc: '2026-03-02T14:59:58.000Z' } },
			},
			{ actor: PERSON, line, occurredAt: '2026-03-02T14:59:58.000Z' },
		],
		[
			'with the message as an object',
			{ ...base, message: { messageId: id, message: 'Thanks', direction: 'received', recipientPhone: PERSON } },
			{ actor: PERSON, line: null, occurredAt: '2026-03-02T15:00:00.000Z' },
		],
		[
			'of the integrations page',
			{
				...{ event: base.event, timestamp: base.timestamp },
				data: { messageId: id, recipientPhone: PERSON, message: 'Thanks', lineId: line, attachmentUrls: [PICTURE] },
			},
			{ actor: PERSON, line, media: [{ url: PICTURE, contentType: null }] },
		],
	];

	it.each(shapes)('are read in the shape %s', (_title, payload, more) => {
		expect(parse('tuco', payload)).toEqual({
			...{ eventId: `message|${id}`, messageId: id, text: 'Thanks', media: [], isFromMe: false, conversationId: null, isGroup: false },
			...{ returnAddress: PERSON, service: null, replyTo: null, occurredAt: '2026-03-02T15:00:00.000Z', ...more },
		});
	});

	it('may come from an e-mail address, and from nobody who is told', () => {
		expect(
			parse('tuco', { ...base, message: 'Hi', data: { reply: { recipientPhone: null, recipientEmail: 'jane@example.com' } } }),
		).toMatchObject({
			returnAddress: 'jane@example.com',
		});
		expect(parse('tuco', { ...base, message: 'Hi' })).toMatchObject({ actor: null, returnAddress: null });
	});

	it('are no test of the webhook, and nothing without an id or content', () => {
		const test = { event: 'message.reply', data: { test: true, message: 'This is a health check' } };
		const others = [
			test,
			{ ...base, ...test },
			{ ...base, message: '' },
			{ ...base, messageId: undefined, message: 'x' },
			{ ...base, event: 'message.sent' },
		];
		for (const other of others) expect(parse('tuco', other)).toBeUndefined();
	});

	it('go to a number or an e-mail address', () => {
		const build = codec('tuco').build;
		expect(build(command({ to: PERSON, line }))).toMatchObject({
			body: { message: 'Hi', recipientPhone: PERSON, fromLineId: line },
			idempotent: false,
		});
		expect(build(command({ to: 'jane@example.com', text: '', mediaUrls: [PICTURE] })).body).toEqual({
			recipientEmail: 'jane@example.com',
			attachmentUrls: [PICTURE],
		});
	});

	it('never go out with something else in place of {{', async () => {
		const error = await failureOf(() => codec('tuco').build(command({ to: PERSON, text: 'Hi {{firstName}}' })));
		expect(error).toMatchObject({ code: 'UNSUPPORTED', details: { field: 'text' } });
	});

	it('are answered by their own id; a failure inside is a refusal, a copy is unchanged', async () => {
		expect(sent('tuco', { success: true, status: 'pending', message: { _id: id, status: 'pending' }, leadId: 'x' })).toEqual({
			...{ outcome: 'accepted', messageId: id, conversationId: null },
		});
		expect(sent('tuco', { success: true, messageId: id, skipped: false })).toMatchObject({ messageId: id });
		expect(sent('tuco', { success: true, skipped: true, reason: 'duplicate_send_recent', originalMessageId: id })).toMatchObject({
			...{ outcome: 'unchanged', messageId: id, reason: expect.stringContaining('duplicate_send_recent') },
		});
		expect((await failureOf(() => sent('tuco', { success: true, message: { _id: id, status: 'failed' } }))).code).toBe('REFUSED');
	});
});

describe.each([...PROVIDERS])('$name’s codec', (provider) => {
	it('never throws on what it doesn’t know', () => {
		for (const payload of [
			undefined,
			null,
			7,
			'x',
			[],
			{},
			{ event: 'x' },
			{ data: null },
			{ event_type: 'message.received', data: { id: '' } },
		]) {
			expect(parse(provider.id, payload)).toBeUndefined();
		}
	});

	it('says in whole sentences what an answer means', () => {
		for (const { hint } of codec(provider.id).errorRules) expect(hint).toMatch(/^[A-Z][^']*[.]$/);
	});
});

describe('a message that came in', () => {
	const parsed: ParsedMessage = {
		...{ eventId: 'e1', messageId: 'm1', text: 'Hi', media: [], actor: PERSON, isFromMe: false, conversationId: 'c1', isGroup: false },
		...{ returnAddress: PERSON, service: 'imessage', line: LINE, replyTo: null, occurredAt: null },
	};
	const anything = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

	function receive(
		changes: Partial<ParsedMessage>,
		{ includeRaw = false, ...filter }: Partial<TapbackFilter> & { includeRaw?: boolean } = {},
	) {
		const provider = madeUp({
			messages: {
				...providerById('linq').messages,
				parseMessage: () => ({ ...parsed, ...changes }),
			},
			webhook: { verify: () => undefined, parse: () => undefined },
		});
		const options = { secrets: ['s'], now: NOW, filter: { ...anything, ...filter }, textFallback: false, includeRaw };
		return receiveAny(provider, { headers: {}, rawBody: Buffer.from('{"a":1}') }, options);
	}

	it('has its provider, the usual name of its service, and the time it came', () => {
		const message = { ...parsed, provider: 'madeup', service: 'iMessage', receivedAt: new Date(NOW).toISOString() };
		expect(receive({})).toEqual({ kind: 'message', message });
	});

	it('brings the payload along on request', () => {
		expect(receive({}, { includeRaw: true })).toMatchObject({ message: { raw: { a: 1 } } });
	});

	it('is not our own, unless that is wanted', () => {
		expect(receive({ isFromMe: true })).toEqual({ kind: 'ignored', why: 'our own message' });
		expect(receive({ isFromMe: true }, { includeOwn: true })).toMatchObject({ kind: 'message' });
	});

	it('is for one of the lines that are listened to, where it says which', () => {
		expect(receive({}, { lines: ['+12025550000'] })).toEqual({ kind: 'ignored', why: 'another line' });
		expect(receive({}, { lines: ['+1 (202) 555-0199'] })).toMatchObject({ kind: 'message' });
		expect(receive({ line: null }, { lines: ['+12025550000'] })).toMatchObject({ kind: 'message' });
	});

	it('is not sorted out by what a tapback is', () => {
		expect(receive({}, { reactions: ['love'], actions: ['removed'], messageIds: ['x'] })).toMatchObject({ kind: 'message' });
	});
});

describe('the outcome of a message', () => {
	const sending: Provider = madeUp({
		messages: {
			addressedBy: 'either',
			mostMedia: 1,
			errorRules: [{ status: 404, code: 'TARGET_NOT_FOUND', hint: 'Look at the address.' }],
			build: ({ text, key }) => ({ method: 'POST', path: '/send', body: { text }, idempotent: key === undefined ? false : true }),
			parse: () => ({ outcome: 'accepted', messageId: 'm1', conversationId: null }),
			parseMessage: () => undefined,
		},
	});

	it('is unknown where the answer was lost, after one request', async () => {
		const { connection, sent: requests } = scriptedConnection([lostAnswer()]);
		expect(await sendMessage(sending, { text: 'Hi' }, connection)).toMatchObject({ outcome: 'unknown', messageId: null });
		expect(requests).toHaveLength(1);
	});

	it('is unknown after a 500, too', async () => {
		const { connection, sent: requests } = scriptedConnection([{ status: 500, body: '{}' }]);
		expect(await sendMessage(sending, { text: 'Hi' }, connection)).toMatchObject({ outcome: 'unknown' });
		expect(requests).toHaveLength(1);
	});

	it('is known after a repeat that a key made harmless', async () => {
		const { connection, sent: requests } = scriptedConnection([lostAnswer()]);
		expect(await sendMessage(sending, { text: 'Hi', key: 'k' }, connection)).toMatchObject({ outcome: 'accepted', messageId: 'm1' });
		expect(requests).toHaveLength(2);
	});

	it('is told by the rules for messages, not by those for tapbacks', async () => {
		const errors = { read: () => ({}), rules: [{ status: 404, code: 'TARGET_NOT_FOUND' as const, hint: 'Check Message ID.' }] };
		const { connection } = scriptedConnection([{ status: 404 }]);
		const error = await failureOf(async () => await sendMessage({ ...sending, errors }, { text: 'Hi' }, connection));
		expect(error.message).toBe('Madeup answered 404. Look at the address.');
	});

	it.each([
		['queued', 'accepted'],
		[undefined, 'accepted'],
		['SENT', 'applied'],
		['delivered', 'applied'],
	])('of the status %s is %s', (status, outcome) => expect(outcomeOfStatus('Madeup', status)).toBe(outcome));
});
