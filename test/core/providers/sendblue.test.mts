import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../core/http/response';
import { isTapbackError } from '../../../core/model/errors';
import type { ApiClient, HttpRequest } from '../../../core/http/types';
import type { SendCommand } from '../../../core/providers/reactions';
import type { WebhookSpec } from '../../../core/providers/registration';
import { sendblue } from '../../../core/providers/sendblue';
import { listLines } from '../../../core/providers/sendblue/registration.ts';

const NOW = 1_767_225_600_000;
const SECRET = 'sb_test_secret';
const BODY = '{"content":"Loved “Hello”","message_handle":"0B6E1B1C-0000-4000-8000-000000000001"}';
const VECTOR = 'a0d9dde244f4fab29ebfc92651146922dda45e5797f3bdba11dd2ccde8f06e41';
const URL = 'https://n8n.example/webhook/1';

const RECEIVED = {
	accountEmail: 'owner@example.com',
	content: 'Loved “See you at noon”',
	is_outbound: false,
	status: 'RECEIVED',
	error_code: null,
	error_message: null,
	error_reason: null,
	error_detail: null,
	message_handle: '5D1F6C0A-0000-4000-8000-0000000000AA',
	date_sent: '2026-05-06T04:00:00.000Z',
	date_updated: '2026-05-06T04:00:01.000Z',
	from_number: '+12025550123',
	number: '+12025550123',
	to_number: '+12025550199',
	sendblue_number: '+12025550199',
	was_downgraded: null,
	plan: 'dedicated',
	media_url: '',
	message_type: 'message',
	group_id: '',
	participants: [],
	send_style: '',
	opted_out: false,
	service: 'iMessage',
	group_display_name: '',
};

const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
	action: 'add',
	messageId: 'H',
	partIndex: undefined,
	reaction: { type: 'love' },
	fields: { fromNumber: '+12025550199' },
	...changes,
});

const codeOf = (act: () => unknown): string => {
	try {
		act();
	} catch (error) {
		return isTapbackError(error) ? error.code : String(error);
	}
	return 'passed';
};

const answer = (status: number, json: unknown) => readResponse(sendblue, { status, headers: {}, body: JSON.stringify(json) }, NOW);

/** Answers one request after another, and remembers them. */
function scripted(...answers: unknown[]): { call: ApiClient; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	return { requests, call: async (request) => ({ status: 200, headers: {}, json: answers[requests.push(request) - 1] }) };
}

describe('Sendblue: sending', () => {
	it.each([
		[command(), { reaction: 'love' }],
		[command({ action: 'remove' }), { reaction: '-love' }],
		[command({ reaction: { type: 'emoji', emoji: '❤️' } }), { reaction: '❤️' }],
		[command({ reaction: { type: 'emoji', emoji: '👍🏽' }, action: 'remove' }), { reaction: '-👍🏽' }],
		[command({ partIndex: 0 }), { reaction: 'love', part_index: 0 }],
		[command({ partIndex: 2 }), { reaction: 'love', part_index: 2 }],
	])('%j', (given, body) => {
		expect(sendblue.send.build(given)).toEqual({
			method: 'POST',
			path: '/api/send-reaction',
			idempotent: true,
			body: { from_number: '+12025550199', message_handle: 'H', ...body },
		});
	});

	it('is accepted, not applied', () => {
		const ok = answer(200, { status: 'OK', message: 'Reaction request sent', message_handle: 'H', reaction: 'love' });
		expect(sendblue.send.parse(ok, command())).toEqual({ outcome: 'accepted' });
		expect(
			sendblue.send.parse(answer(200, { status: 'OK', reaction: '❤' }), command({ reaction: { type: 'emoji', emoji: '❤️' } })),
		).toEqual({ outcome: 'accepted' });
	});

	it.each([[{}], [{ status: 'QUEUED' }], [{ status: 'OK', reaction: 'like' }], [{ status: 'OK', reaction: '-love' }], [undefined]])(
		'is not confirmed by %j',
		(json) => {
			expect(codeOf(() => sendblue.send.parse({ status: 200, headers: {}, json }, command()))).toBe('BAD_ANSWER');
		},
	);
});

describe('Sendblue: refusals', () => {
	it.each([
		[400, 'You must specify a valid `from_number` in the request body.', 'REFUSED'],
		[400, 'You must specify `message_handle` in the request body.', 'REFUSED'],
		[400, '`part_index` must be a non-negative integer.', 'REFUSED'],
		[400, 'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question', 'TARGET_UNSUPPORTED'],
		[400, 'Invalid reaction. Must be one of love, like, dislike, laugh, emphasize, question, or exactly one emoji', 'TARGET_UNSUPPORTED'],
		[404, 'The from_number is not registered', 'REFUSED'],
		[404, 'The message to react to was not found for this account', 'TARGET_NOT_FOUND'],
		[422, 'unsupported_target', 'TARGET_UNSUPPORTED'],
		[401, 'whatever', 'AUTH_FAILED'],
		[200, 'something went wrong', 'REFUSED'],
	])('%s “%s” means %s', (status, message, code) => {
		expect(codeOf(() => answer(status, { status: 'ERROR', message }))).toBe(code);
	});

	it('have a rule for every documented text', () => {
		const documented = sendblue.errors.rules.filter(({ match }) => match !== undefined);
		expect(documented).toHaveLength(8);
	});

	it('keep every word of theirs', () => {
		expect(sendblue.errors.read({ status: 'ERROR', message: 'unsupported_target', detail: 'SMS', error_code: 4000 })).toEqual({
			message: 'unsupported_target: SMS',
			code: '4000',
		});
		expect(sendblue.errors.read({ error: 'Unauthorized' })).toEqual({ message: 'Unauthorized', code: undefined });
	});

	it.each([
		[{ status: 'OK', message: '...' }],
		[{ lines: [] }],
		[{ status: 'OK', webhooks: {} }],
		[{ message: 'done' }],
		[[]],
		[undefined],
	])('are none in %j', (json) => {
		expect(sendblue.errors.read(json)).toBeUndefined();
	});
});

describe('Sendblue: lines', () => {
	it.each([
		[{ lines: ['+12025550199', '+12025550198'] }],
		[{ data: [{ number: '+12025550199' }, { phone_number: '+12025550198' }, { nothing: 1 }, 7] }],
		[{ status: 'OK', lines: [{ phoneNumber: '+12025550199', number: null }, '+12025550198', '+12025550199'] }],
	])('reads %j', async (json) => {
		const { call } = scripted(json);
		expect(await listLines(call)).toEqual(['+12025550199', '+12025550198'].map((value) => ({ value, label: value })));
	});

	it('refuses an answer without any', async () => {
		await expect(listLines(scripted({ status: 'OK' }).call)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});
});

describe('Sendblue: verification', () => {
	const verify = (headers: Record<string, string | string[]>, { body = BODY, secret = SECRET, now = NOW } = {}) =>
		codeOf(() => sendblue.webhook.verify({ headers, rawBody: Buffer.from(body) }, { secret, now }));
	const signed = (signature: string) => ({ 'X-Sendblue-Signature': signature });
	const good = signed(`t=1767225600,v1=${VECTOR}`);

	it('accepts the static secret', () => expect(verify({ 'sb-signing-secret': SECRET })).toBe('passed'));
	it('accepts the HMAC of the vector', () => expect(verify(good)).toBe('passed'));
	it('accepts one fitting signature of several', () =>
		expect(verify(signed(`t=1767225600, v1=${'0'.repeat(64)}, v1=${VECTOR}`))).toBe('passed'));
	it('accepts the edges of the tolerance', () => {
		expect(verify(good, { now: NOW + 300_000 })).toBe('passed');
		expect(verify(good, { now: NOW - 300_000 })).toBe('passed');
	});

	it.each([
		['no header', {}],
		['another secret', { 'sb-signing-secret': 'sb_test_secreT' }],
		['a longer secret', { 'sb-signing-secret': `${SECRET}x` }],
		['an empty secret header', { 'sb-signing-secret': '' }],
		['a repeated secret header', { 'sb-signing-secret': [SECRET, SECRET] }],
		['an older header name', { 'x-webhook-secret': SECRET }],
		['one byte changed in the signature', signed(`t=1767225600,v1=b${VECTOR.slice(1)}`)],
		['another time than signed', signed(`t=1767225601,v1=${VECTOR}`)],
		['two times', signed(`t=1767225600,t=1767225600,v1=${VECTOR}`)],
		['no time', signed(`v1=${VECTOR}`)],
		['no signature', signed('t=1767225600')],
		['a wrong HMAC beside the right static secret', { ...signed(`t=1767225600,v1=${'0'.repeat(64)}`), 'sb-signing-secret': SECRET }],
		['an empty HMAC beside the right static secret', { ...signed(''), 'sb-signing-secret': SECRET }],
		['two HMACs beside the right static secret', { 'x-sendblue-signature': ['a', 'b'], 'sb-signing-secret': SECRET }],
	])('refuses %s', (_, headers) => expect(verify(headers)).toBe('NOT_VERIFIED'));

	it('refuses a changed body', () => expect(verify(good, { body: BODY.replace('Hello', 'Hellp') })).toBe('NOT_VERIFIED'));
	it('refuses a stale time', () => expect(verify(good, { now: NOW + 301_000 })).toBe('NOT_VERIFIED'));
	it('refuses a time to come', () => expect(verify(good, { now: NOW - 301_000 })).toBe('NOT_VERIFIED'));
	it('refuses to verify with an empty secret', () => {
		expect(verify({ 'sb-signing-secret': '' }, { secret: '' })).toBe('SECRET_MISSING');
		const forged = createHmac('sha256', ' ').update(`1767225600.${BODY}`).digest('hex');
		expect(verify(signed(`t=1767225600,v1=${forged}`), { secret: ' ' })).toBe('SECRET_MISSING');
	});
	it('refuses without the raw body', () => {
		const delivery = { headers: { 'sb-signing-secret': SECRET }, rawBody: undefined };
		expect(codeOf(() => sendblue.webhook.verify(delivery, { secret: SECRET, now: NOW }))).toBe('NOT_VERIFIED');
	});
});

describe('Sendblue: a received message', () => {
	const parse = (changes: object = {}, textFallback = true) =>
		sendblue.webhook.parse({ ...RECEIVED, ...changes }, { headers: {}, rawBody: undefined }, { textFallback });

	it('is a tapback when its text is the fallback', () => {
		expect(parse()).toEqual({
			eventId: '5D1F6C0A-0000-4000-8000-0000000000AA',
			action: 'added',
			reaction: { type: 'love' },
			messageId: null,
			partIndex: null,
			actor: '+12025550123',
			isFromMe: false,
			conversationId: null,
			service: 'iMessage',
			line: '+12025550199',
			occurredAt: '2026-05-06T04:00:00.000Z',
			provenance: 'text',
			target: { text: 'See you at noon', candidates: [], isAttachment: false, language: 'en', confidence: 'possible' },
		});
	});

	it('names the group', () => expect(parse({ group_id: 'g1', message_type: 'group' })?.conversationId).toBe('g1'));
	it('takes the older names of the numbers', () => {
		expect(parse({ number: undefined, sendblue_number: undefined })).toMatchObject({ actor: '+12025550123', line: '+12025550199' });
	});
	it('may be a removal, an emoji or aim at a picture', () => {
		expect(parse({ content: 'Removed 👀 from an image' })).toMatchObject({
			action: 'removed',
			reaction: { type: 'emoji', emoji: '👀' },
			target: { text: 'an image' },
		});
	});
	it('survives strange fields', () => {
		expect(parse({ number: 5, group_id: {}, service: null, date_sent: 'soon', media_url: null, extra: [] })).toMatchObject({
			actor: '+12025550123',
			occurredAt: null,
			service: null,
		});
	});

	it.each([
		['it is ordinary text', { content: 'Loved the movie' }],
		['it brings a picture', { media_url: 'https://example.com/a.jpg' }],
		['it is our own', { is_outbound: true }],
		['its direction is missing', { is_outbound: undefined }],
		['it is a status callback', { status: 'SENT' }],
		['it has no handle', { message_handle: '' }],
		['it has no text', { content: null }],
	])('is none when %s', (_, changes) => expect(parse(changes)).toBeUndefined());

	it('is none when texts shall not be read', () => expect(parse({}, false)).toBeUndefined());
	it.each([[undefined], [null], ['x'], [[]], [{}]])('is none when it is %j', (payload) => {
		expect(sendblue.webhook.parse(payload, { headers: {}, rawBody: undefined }, { textFallback: true })).toBeUndefined();
	});
});

describe('Sendblue: registration', () => {
	const hook = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: 's1',
		newSecret: () => 'fresh',
		...changes,
	});
	const listed = (...receive: unknown[]) => ({ status: 'OK', webhooks: { receive, outbound: [URL], globalSecret: 'g' } });
	const find = async (json: unknown, changes: Partial<WebhookSpec> = {}) =>
		await sendblue.registration.find(scripted(json).call, hook(changes));

	it.each([
		[{ url: URL, secret: 's1' }, {}],
		[{ url: URL }, {}],
		[{ url: URL, secret: 's1', sendblue_numbers: ['+12', '+11'] }, { fields: { lines: ['+11', '+12'] } }],
	])('leaves %j as it stands', async (entry, changes) => {
		expect(await find(listed('https://other.example', entry), changes)).toEqual({ own: [{ id: URL, current: true }] });
	});

	it.each([
		['only a URL', URL, {}],
		['with another secret', { url: URL, secret: 's2' }, {}],
		['with a secret we lost', { url: URL, secret: 's1' }, { knownSecret: undefined }],
		['with a secret nobody knows', { url: URL }, { knownSecret: undefined }],
		['for fewer lines', { url: URL, secret: 's1', sendblue_numbers: ['+11'] }, {}],
		['for all lines', { url: URL, secret: 's1' }, { fields: { lines: ['+11'] } }],
	])('replaces what stands %s', async (_, entry, changes) => {
		expect(await find(listed(entry), changes)).toEqual({ own: [{ id: URL, current: false }] });
	});

	it('takes a double for not current', async () => {
		expect((await find(listed({ url: URL, secret: 's1' }, URL))).own).toEqual([
			{ id: URL, current: false },
			{ id: URL, current: false },
		]);
	});

	it('finds none among those of others', async () => {
		expect(await find(listed(`${URL}2`, { url: 'https://other.example' }, 7))).toEqual({ own: [] });
		expect(await find({ webhooks: {} })).toEqual({ own: [] });
	});

	it('refuses an answer without webhooks', async () => {
		await expect(find({ status: 'OK' })).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('appends, and never replaces all', async () => {
		const { call, requests } = scripted({ status: 'OK' }, { status: 'OK' });
		expect(await sendblue.registration.create(call, hook())).toEqual({ id: URL, secret: 'fresh' });
		await sendblue.registration.create(call, hook({ fields: { lines: ['+11'] } }));
		const request = { method: 'POST', path: '/api/account/webhooks', idempotent: false };
		expect(requests).toEqual([
			{ ...request, body: { type: 'receive', webhooks: [{ url: URL, secret: 'fresh' }] } },
			{ ...request, body: { type: 'receive', webhooks: [{ url: URL, secret: 'fresh', sendblue_numbers: ['+11'] }] } },
		]);
	});

	it('deletes our URL and no other', async () => {
		const { call, requests } = scripted(listed('https://other.example', URL), { status: 'OK' });
		await sendblue.registration.remove(call, hook(), URL);
		expect(requests[1]).toEqual({
			method: 'DELETE',
			path: '/api/account/webhooks',
			body: { webhooks: [URL], type: 'receive' },
			idempotent: true,
		});
	});

	it('deletes nothing that is gone', async () => {
		const { call, requests } = scripted(listed('https://other.example'));
		await sendblue.registration.remove(call, hook(), URL);
		expect(requests).toHaveLength(1);
	});

	it('knows our URL when http was written as https', async () => {
		const http = hook({ url: URL.replace('https', 'http') });
		const { call, requests } = scripted(listed({ url: URL, secret: 's1' }), listed({ url: URL, secret: 's1' }), { status: 'OK' });
		expect(await sendblue.registration.find(call, http)).toEqual({ own: [{ id: http.url, current: true }] });
		await sendblue.registration.remove(call, http, http.url);
		expect(requests[2]?.body).toEqual({ webhooks: [URL], type: 'receive' });
	});
});
