import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../core/http/response';
import { isTapbackError } from '../../../core/model/errors';
import type { ApiClient, HttpRequest } from '../../../core/http/types';
import { agentphone } from '../../../core/providers/agentphone';
import { listAgents, listLines } from '../../../core/providers/agentphone/registration.ts';
import type { SendCommand } from '../../../core/providers/reactions';
import type { WebhookSpec } from '../../../core/providers/registration';

const NOW = 1_767_225_600_000;
const SECRET = 'whsec_test';
const BODY =
	'{"event":"agent.reaction","channel":"imessage","timestamp":"2026-01-01T00:00:00Z","data":{"messageId":"msg_1","reactionType":"love"}}';
const VECTOR = 'sha256=f227847c7e2cb1a228b010c757a2d52283b3de9f55a3668b2112923caec5fc6a';
const URL = 'https://n8n.example/webhook/1';
const ME = '+12025550199';
const HUMAN = '+12025550123';

const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
	action: 'add',
	messageId: 'msg_1',
	partIndex: undefined,
	reaction: { type: 'love' },
	fields: {},
	...changes,
});

const errorOf = async (act: () => unknown) => {
	try {
		await act();
	} catch (error) {
		if (isTapbackError(error)) return error;
		throw error;
	}
	throw new Error('It passed.');
};

describe('verify', () => {
	const delivery = (changes: Record<string, string | undefined> = {}, rawBody: Uint8Array = Buffer.from(BODY)) => ({
		headers: { 'x-webhook-signature': VECTOR, 'x-webhook-timestamp': '1767225600', 'x-webhook-id': 'd_1', ...changes },
		rawBody,
	});
	const verify = (given: Parameters<typeof agentphone.webhook.verify>[0] = delivery(), secret = SECRET, now = NOW) =>
		agentphone.webhook.verify(given, { secret, now });
	const codeOf = async (...given: Parameters<typeof verify>) => (await errorOf(() => verify(...given))).code;

	it('accepts the documented test vector', () => {
		expect(() => verify()).not.toThrow();
	});
	it('accepts what is 300 seconds off, and refuses 301, in both directions', async () => {
		for (const seconds of [300, -300]) expect(() => verify(delivery(), SECRET, NOW + seconds * 1000)).not.toThrow();
		for (const seconds of [301, -301]) expect(await codeOf(delivery(), SECRET, NOW + seconds * 1000)).toBe('NOT_VERIFIED');
	});
	it('refuses a body with one byte changed', async () => {
		expect(await codeOf(delivery({}, Buffer.from(BODY.replace('msg_1', 'msg_2'))))).toBe('NOT_VERIFIED');
	});
	it('refuses a signature that is shorter, longer, empty, unprefixed or of another key', async () => {
		const other = createHmac('sha256', 'test').update(`1767225600.${BODY}`).digest('hex');
		for (const received of [
			VECTOR.slice(0, -2),
			`${VECTOR}00`,
			'',
			'sha256=',
			VECTOR.slice(7),
			VECTOR.replace('sha256=', 'sha512='),
			`sha256=${other}`,
		]) {
			expect(await codeOf(delivery({ 'x-webhook-signature': received }))).toBe('NOT_VERIFIED');
		}
	});
	it('refuses a timestamp that is not the signed one, or no number', async () => {
		for (const timestamp of ['1767225601', '1767225600.5', 'now']) {
			expect(await codeOf(delivery({ 'x-webhook-timestamp': timestamp }))).toBe('NOT_VERIFIED');
		}
	});
	it('refuses a delivery without a header it needs, but needs no id', async () => {
		expect(await codeOf(delivery({ 'x-webhook-signature': undefined }))).toBe('NOT_VERIFIED');
		expect(await codeOf(delivery({ 'x-webhook-timestamp': undefined }))).toBe('NOT_VERIFIED');
		expect(() => verify(delivery({ 'x-webhook-id': undefined }))).not.toThrow();
	});
	it('refuses without a raw body, and without a secret', async () => {
		expect(await codeOf({ ...delivery(), rawBody: undefined })).toBe('NOT_VERIFIED');
		expect(await codeOf(delivery(), '')).toBe('SECRET_MISSING');
	});
});

describe('parse', () => {
	const DATA = {
		conversationId: 'conv_1',
		numberId: 'num_1',
		reactionType: 'love',
		fromNumber: HUMAN,
		direction: 'inbound',
		messageId: 'msg_1',
		messageBody: 'See you',
		messageMediaUrl: null,
		messageMediaUrls: [],
		createdAt: '2026-01-01T10:04:00Z',
	};
	const EVENT = { event: 'agent.reaction', channel: 'imessage', timestamp: '2026-01-01T10:05:00Z', agentId: null };
	const parse = (payload: unknown, { id = 'd_1', textFallback = false }: { id?: string; textFallback?: boolean } = {}) =>
		agentphone.webhook.parse(payload, { headers: { 'X-Webhook-ID': id }, rawBody: undefined }, { textFallback });
	const parseData = (changes: object, id?: string) => parse({ ...EVENT, data: { ...DATA, ...changes } }, { id });

	it('reads the documented event', () => {
		expect(parseData({})).toEqual({
			eventId: `conv_1|msg_1|${HUMAN}|love|inbound|2026-01-01T10:04:00Z`,
			action: 'added',
			reaction: { type: 'love' },
			messageId: 'msg_1',
			partIndex: null,
			actor: HUMAN,
			isFromMe: false,
			conversationId: 'conv_1',
			service: 'imessage',
			line: null,
			occurredAt: '2026-01-01T10:04:00.000Z',
			provenance: 'structured',
			target: null,
			message: { id: 'msg_1', text: 'See you', isFromMe: null, sentAt: null, candidates: [] },
		});
	});
	it('keys a delivery by what was signed, whatever its delivery id', () => {
		expect(parseData({}, 'd_2')?.eventId).toBe(parseData({}, 'd_1')?.eventId);
	});
	it('gives each reactor, kind, target and time its own key', () => {
		const keys = [
			{},
			{ fromNumber: ME },
			{ reactionType: 'like' },
			{ messageId: 'msg_2' },
			{ createdAt: '2026-01-01T10:04:01Z' },
			{ direction: 'outbound' },
		].map((changes) => parseData(changes)?.eventId);
		expect(new Set(keys).size).toBe(keys.length);
	});
	it('takes the delivery id where no time is given, and nothing where neither is', () => {
		expect(parseData({ createdAt: undefined })).toMatchObject({ eventId: 'd_1', occurredAt: '2026-01-01T10:05:00.000Z' });
		expect(parseData({ createdAt: undefined }, '')).toBeUndefined();
	});
	it.each([
		['❤️', { type: 'emoji', emoji: '❤️' }],
		['👍🏽', { type: 'emoji', emoji: '👍🏽' }],
		['🔥🔥', { type: 'unknown', name: '🔥🔥' }],
		['sparkle', { type: 'unknown', name: 'sparkle' }],
	])('reads %s as it is', (reactionType, reaction) => {
		expect(parseData({ reactionType })?.reaction).toEqual(reaction);
	});
	it('marks every direction but inbound as its own; none given is no own one', () => {
		expect(parseData({ direction: 'outbound' })?.isFromMe).toBe(true);
		expect(parseData({ direction: undefined })?.isFromMe).toBe(false);
	});
	it('survives fields of a strange type', () => {
		expect(parseData({ conversationId: null, messageId: 7, fromNumber: {} })).toMatchObject({
			messageId: null,
			actor: null,
			conversationId: null,
		});
	});
	it.each([undefined, null, 'x', [], {}, { event: 'agent.call_ended', data: DATA }, { event: 'agent.reaction' }])(
		'ignores %j',
		(payload) => {
			expect(parse(payload)).toBeUndefined();
		},
	);

	describe('a text', () => {
		const MESSAGE = {
			messageId: 'msg_9',
			conversationId: 'conv_1',
			numberId: 'num_1',
			from: HUMAN,
			to: ME,
			contact: null,
			message: 'Loved “See you”',
			mediaUrl: null,
			mediaUrls: [],
			direction: 'inbound',
			receivedAt: '2026-01-01T10:06:00Z',
		};
		const parseText = (data: object, { channel = 'sms', textFallback = true } = {}) =>
			parse({ ...EVENT, event: 'agent.message', channel, data: { ...MESSAGE, ...data } }, { textFallback });

		it('by SMS is read, without a guess about its target', () => {
			expect(parseText({})).toEqual({
				eventId: 'text|msg_9',
				action: 'added',
				reaction: { type: 'love' },
				messageId: null,
				partIndex: null,
				actor: HUMAN,
				isFromMe: false,
				conversationId: 'conv_1',
				service: 'sms',
				line: ME,
				occurredAt: '2026-01-01T10:06:00.000Z',
				provenance: 'text',
				target: { text: 'See you', candidates: [], isAttachment: false, language: 'en', confidence: 'possible' },
			});
		});
		it('may take a tapback away, or name an attachment', () => {
			expect(parseText({ message: 'Removed a like from an image' })).toMatchObject({
				action: 'removed',
				reaction: { type: 'like' },
				target: { text: 'an image' },
			});
		});
		it('is no tapback by default, by iMessage, from us, with media, or with other words', () => {
			expect(agentphone.webhook.textFallback).toEqual({ byDefault: false });
			expect(parseText({}, { textFallback: false })).toBeUndefined();
			expect(parseText({}, { channel: 'imessage' })).toBeUndefined();
			expect(parseText({ direction: 'outbound' })).toBeUndefined();
			expect(parseText({ mediaUrl: 'https://x.example/1.jpg' })).toBeUndefined();
			expect(parseText({ mediaUrls: ['https://x.example/1.jpg'] })).toBeUndefined();
			expect(parseText({ message: 'Loved the movie' })).toBeUndefined();
		});
	});
});

describe('send', () => {
	const parse = (json: unknown, given = command()) => agentphone.send.parse({ status: 200, headers: {}, json }, given);

	it('puts the name into the body and the id, encoded, into the path', () => {
		expect(agentphone.send.build(command({ messageId: 'a/b', partIndex: 0 }))).toEqual({
			method: 'POST',
			path: '/v1/messages/a%2Fb/reactions',
			body: { reaction: 'love' },
			idempotent: true,
		});
	});
	it('sends an emoji literally, also the heart', () => {
		expect(agentphone.send.build(command({ reaction: { type: 'emoji', emoji: '❤️' } })).body).toEqual({ reaction: '❤️' });
	});
	it('takes the record for a confirmation', () => {
		expect(parse({ id: 'r_1', reaction_type: 'love', message_id: 'msg_1', channel: 'iMessage' })).toEqual({
			outcome: 'applied',
			reactionId: 'r_1',
		});
	});
	it('does not mind a variation selector', () => {
		expect(parse({ reaction_type: '❤' }, command({ reaction: { type: 'emoji', emoji: '❤️' } })).outcome).toBe('applied');
	});
	it.each([undefined, null, {}, [], { id: 'r_1' }, { id: 'r_1', reaction_type: 'like' }])('takes %j for no confirmation', async (json) => {
		expect((await errorOf(() => parse(json))).code).toBe('BAD_ANSWER');
	});
});

describe('faults', () => {
	const read = (status: number, json: unknown, headers = {}) =>
		errorOf(() => readResponse(agentphone, { status, headers, body: JSON.stringify(json) }, NOW));

	it.each([
		[
			400,
			{ detail: 'This line does not support custom emoji reactions. Upgrade at https://x.example' },
			'TARGET_UNSUPPORTED',
			/newer line/,
		],
		[400, { detail: 'Reactions are only supported on iMessage' }, 'TARGET_UNSUPPORTED', /Only iMessages/],
		[400, { error: { message: 'Bad limit', code: 'VALIDATION_ERROR' } }, 'REFUSED', /Check the parameters/],
		[400, { detail: 'Invalid webhook URL' }, 'REFUSED', /Invalid webhook URL/],
		[401, { detail: 'Invalid API key' }, 'AUTH_FAILED', /API Key/],
		[402, { error: { message: 'No balance', code: 'INSUFFICIENT_BALANCE', type: 't', details: [] } }, 'PAYMENT_REQUIRED', /top it up/],
		[404, { detail: 'Message not found' }, 'TARGET_NOT_FOUND', /Check Message ID/],
		[404, { detail: 'Conversation not found' }, 'TARGET_NOT_FOUND', /Check Conversation ID/],
		[404, { detail: 'Agent not found' }, 'REFUSED', /agent/],
		[422, { detail: [{ loc: ['body', 'reaction'], msg: 'Field required', type: 'missing' }] }, 'REFUSED', /body\.reaction: Field required/],
		[429, { error: { message: 'Slow down', code: 'RATE_LIMIT_EXCEEDED' } }, 'RATE_LIMITED', /Slow down/],
		[502, { error: { message: 'Carrier', code: 'CARRIER_ERROR' } }, 'PROVIDER_FAILED', /carrier/],
		[503, { detail: 'Down' }, 'PROVIDER_FAILED', /Down/],
	])('reads %i %j as %s', async (status, json, code, says) => {
		const error = await read(status, json);
		expect(error.code).toBe(code);
		expect(error.message).toMatch(says);
	});
	it('sees an error inside a success, and none in an answer without one', async () => {
		expect((await read(200, { detail: 'No' })).code).toBe('REFUSED');
		for (const body of ['null', '{"data":[]}', ''])
			expect(() => readResponse(agentphone, { status: 200, headers: {}, body }, NOW)).not.toThrow();
	});
});

/** Answers each request by its method and path, and keeps what was asked. */
function scripted(answers: Record<string, unknown | ((request: HttpRequest) => unknown)>) {
	const asked: HttpRequest[] = [];
	const call: ApiClient = async (request) => {
		asked.push(request);
		const key = `${request.method} ${request.path}`;
		if (!(key in answers)) throw new Error(`Nobody expected ${key}.`);
		const given = answers[key];
		return { status: 200, headers: {}, json: typeof given === 'function' ? given(request) : given };
	};
	return { call, asked, keys: () => asked.map(({ method, path }) => `${method} ${path}`) };
}

describe('registration', () => {
	const hook = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: 'whsec_1',
		newSecret: () => 'never',
		...changes,
	});
	const stored = (changes: object = {}) => ({
		id: 'wh_1',
		url: URL,
		secret: 'whsec_1',
		status: 'active',
		contextLimit: 0,
		timeout: 30,
		createdAt: '2026-01-01T00:00:00Z',
		...changes,
	});
	const find = async (json: unknown, changes?: Partial<WebhookSpec>) =>
		await agentphone.registration.find(scripted({ 'GET /v1/webhooks': json }).call, hook(changes));

	it('finds nothing in null', async () => {
		expect(await find(null)).toEqual({ own: [] });
	});
	it('calls another URL foreign', async () => {
		expect(await find(stored({ url: `${URL}0` }))).toEqual({ own: [], conflicting: `${URL}0` });
	});
	it('stops at an answer it cannot read', async () => {
		expect((await errorOf(() => find({ webhook: {} }))).code).toBe('BAD_ANSWER');
	});
	it.each([
		['with the known secret', {}, 'whsec_1', true],
		['with another secret', { secret: 'whsec_2' }, 'whsec_1', false],
		['with a masked secret', { secret: 'whsec_****' }, 'whsec_1', true],
		['without a secret', { secret: undefined }, 'whsec_1', true],
		['whose secret is not known', {}, undefined, false],
		['whose secret is masked and not known', { secret: 'whsec_****' }, undefined, false],
		['that is disabled', { status: 'disabled' }, 'whsec_1', false],
	])('knows ours %s', async (_, changes, knownSecret, current) => {
		expect(await find(stored(changes), { knownSecret })).toEqual({ own: [{ id: 'wh_1', current }] });
	});
	it('registers once, without history, and keeps the new secret', async () => {
		const { call, asked } = scripted({ 'POST /v1/webhooks': stored({ secret: 'whsec_new' }) });
		expect(await agentphone.registration.create(call, hook())).toEqual({ id: 'wh_1', secret: 'whsec_new' });
		expect(asked).toEqual([{ method: 'POST', path: '/v1/webhooks', body: { url: URL, contextLimit: 0 }, idempotent: false }]);
	});
	it('wants the secret from the answer', async () => {
		const { call } = scripted({ 'POST /v1/webhooks': stored({ secret: null }) });
		expect((await errorOf(() => agentphone.registration.create(call, hook()))).code).toBe('BAD_ANSWER');
	});
	it('removes what is ours', async () => {
		const { call, keys } = scripted({ 'GET /v1/webhooks': stored(), 'DELETE /v1/webhooks': undefined });
		await agentphone.registration.remove(call, hook(), 'wh_1');
		expect(keys()).toEqual(['GET /v1/webhooks', 'DELETE /v1/webhooks']);
	});
	it('leaves alone what has become another’s', async () => {
		const { call, keys } = scripted({ 'GET /v1/webhooks': stored({ url: 'https://other.example' }) });
		await agentphone.registration.remove(call, hook(), 'wh_1');
		expect(keys()).toEqual(['GET /v1/webhooks']);
	});
	it('uses the webhook of the agent where one is chosen', async () => {
		const path = '/v1/agents/agt%2F1/webhook';
		const { call, keys } = scripted({ [`GET ${path}`]: stored(), [`POST ${path}`]: stored(), [`DELETE ${path}`]: {} });
		const wanted = hook({ fields: { agentId: 'agt/1' } });
		await agentphone.registration.create(call, wanted);
		await agentphone.registration.remove(call, wanted, 'wh_1');
		expect(keys()).toEqual([`POST ${path}`, `GET ${path}`, `DELETE ${path}`]);
	});
});

describe('lists', () => {
	it('pages through the agents until it has all, and names them', async () => {
		const all = Array.from({ length: 130 }, (_, i) => ({ id: `agt_${i}`, name: i === 0 ? null : `Agent ${i}` }));
		const { call, asked } = scripted({
			'GET /v1/agents': ({ query }: HttpRequest) => ({
				data: all.slice(Number(query?.offset), Number(query?.offset) + Number(query?.limit)),
				total: 130,
			}),
		});
		const agents = await listAgents(call);
		expect(agents).toHaveLength(130);
		expect(agents?.slice(0, 2)).toEqual([
			{ value: 'agt_0', label: 'agt_0' },
			{ value: 'agt_1', label: 'Agent 1' },
		]);
		expect(asked).toHaveLength(2);
	});

	it('names a line by its number, and by its id where none is told', async () => {
		const { call, asked } = scripted({
			'GET /v1/numbers': {
				data: [
					{ id: 'num_1', phoneNumber: ME, name: 'Desk' },
					{ id: 'num_2', phoneNumber: null },
				],
				total: 2,
			},
		});
		expect(await listLines(call)).toEqual([ME, 'num_2'].map((value) => ({ value, label: value })));
		expect(asked).toHaveLength(1);
	});
});

describe('read', () => {
	const PATH = 'GET /v1/conversations/conv_1/messages';
	const message = (id: string, receivedAt: string, reactions: unknown = []) => ({
		id,
		body: 'x',
		fromNumber: HUMAN,
		toNumber: ME,
		direction: 'inbound',
		channel: 'imessage',
		receivedAt,
		reactions,
	});
	const entry = (reactionType: string, createdAt: string, changes = {}) => ({
		id: `r_${reactionType}`,
		reactionType,
		fromNumber: HUMAN,
		direction: 'inbound',
		createdAt,
		...changes,
	});
	const read = async (call: ApiClient, messageId = 'msg_1') =>
		(await agentphone.read?.(call, { messageId, fields: { conversationId: 'conv_1' } }))?.tapbacks;

	it('reads each entry with who, what and when', async () => {
		const reactions = [
			entry('laugh', '2026-01-01T00:02:00Z'),
			entry('like', '2026-01-01T00:00:00Z', { fromNumber: ME, direction: 'outbound' }),
		];
		const { call } = scripted({ [PATH]: { data: [message('msg_1', '2026-01-01T00:00:00Z', reactions)], hasMore: false } });
		expect(await read(call)).toEqual([
			{
				reaction: { type: 'laugh' },
				messageId: 'msg_1',
				partIndex: null,
				actor: HUMAN,
				isFromMe: false,
				conversationId: 'conv_1',
				service: 'imessage',
				line: ME,
				occurredAt: '2026-01-01T00:02:00.000Z',
				reactionId: 'r_laugh',
			},
			expect.objectContaining({ reaction: { type: 'like' }, actor: ME, isFromMe: true }),
		]);
	});
	it('finds none on a message without reactions', async () => {
		const { call } = scripted({ [PATH]: { data: [message('msg_1', '2026-01-01T00:00:00Z', null)], hasMore: false } });
		expect(await read(call)).toEqual([]);
	});
	it('goes back page by page, not losing what arrived in the same instant', async () => {
		const { call, asked } = scripted({
			[PATH]: ({ query }: HttpRequest) =>
				query?.before === undefined
					? { data: [message('msg_3', '2026-01-01T00:03:00Z'), message('msg_2', '2026-01-01T00:02:00Z')], hasMore: true }
					: { data: [message('msg_1', '2026-01-01T00:02:00Z', [entry('love', '2026-01-01T00:04:00Z')])], hasMore: false },
		});
		expect(await read(call)).toHaveLength(1);
		expect(asked[1]?.query?.before).toBe('2026-01-01T00:02:00.001Z');
	});
	it('stops at the end and says how far it looked', async () => {
		const { call } = scripted({ [PATH]: { data: [message('msg_2', '2026-01-01T00:02:00Z')], hasMore: false } });
		const error = await errorOf(() => read(call));
		expect(error).toMatchObject({
			code: 'TARGET_NOT_FOUND',
			message: expect.stringContaining('among the newest of conversation conv_1 (1 looked at). Check Message ID and Conversation ID.'),
		});
	});
	it('stops where pages do not get older', async () => {
		const { call, asked } = scripted({ [PATH]: { data: [message('msg_2', '2026-01-01T00:02:00Z')], hasMore: true } });
		expect((await errorOf(() => read(call))).code).toBe('TARGET_NOT_FOUND');
		expect(asked).toHaveLength(2);
	});
	it('stops after a bounded number of pages', async () => {
		let minute = 0;
		const older = () => ({ data: [message(`m_${(minute += 1)}`, new Date(NOW - minute * 60_000).toISOString())], hasMore: true });
		const { call, asked } = scripted({ [PATH]: older });
		expect((await errorOf(() => read(call))).code).toBe('TARGET_NOT_FOUND');
		expect(asked).toHaveLength(20);
	});
});
