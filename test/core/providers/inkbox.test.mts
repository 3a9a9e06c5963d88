import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../core/http/response';
import { isTapbackError } from '../../../core/model/errors';
import type { ApiClient, HttpRequest } from '../../../core/http/types';
import { sendTapback } from '../../../core/tapbacks/send';
import { inkbox } from '../../../core/providers/inkbox';
import { listIdentities } from '../../../core/providers/inkbox/registration.ts';
import type { SendCommand } from '../../../core/providers/reactions';
import type { KeptSecrets, WebhookSpec } from '../../../core/providers/registration';
import { createToggleMemory } from '../../../core/tapbacks/toggle-memory';
import { scriptedConnection } from '../../harness/core/made-up.mts';

const NOW = 1_741_737_600_000;
const SECRET = 'test-signing-key';
const BODY = '{"event":"message.received"}';
const VECTOR = 'sha256=ccab437c803be0681b6357433d3c0baa9cd235e817f3a831cf4cc75a0d789456';
const URL = 'https://n8n.example/webhook/1';
const HUMAN = '+12025550123';
const MESSAGE_ID = '11111111-2222-4333-8444-555555555504';
const CONVERSATION_ID = '11111111-2222-4333-8444-555555555502';

const errorOf = async (act: () => unknown) => {
	try {
		await act();
	} catch (error) {
		if (isTapbackError(error)) return error;
		throw error;
	}
	throw new Error('It passed.');
};

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

describe('verify', () => {
	const delivery = (changes: Record<string, string | undefined> = {}, rawBody: Uint8Array = Buffer.from(BODY)) => ({
		headers: { 'x-inkbox-signature': VECTOR, 'x-inkbox-timestamp': '1741737600', 'x-inkbox-request-id': 'req-abc-123', ...changes },
		rawBody,
	});
	const verify = (given: Parameters<typeof inkbox.webhook.verify>[0] = delivery(), secret = SECRET, now = NOW) =>
		inkbox.webhook.verify(given, { secret, now });
	const codeOf = async (...given: Parameters<typeof verify>) => (await errorOf(() => verify(...given))).code;

	it('accepts the documented test vector, with and without whsec_ before the key', () => {
		for (const secret of [SECRET, `whsec_${SECRET}`]) expect(() => verify(delivery(), secret)).not.toThrow();
	});
	it('accepts what is 300 seconds off, and refuses 301, in both directions', async () => {
		for (const seconds of [300, -300]) expect(() => verify(delivery(), SECRET, NOW + seconds * 1000)).not.toThrow();
		for (const seconds of [301, -301]) expect(await codeOf(delivery(), SECRET, NOW + seconds * 1000)).toBe('NOT_VERIFIED');
	});
	it('refuses a body with one byte changed', async () => {
		expect(await codeOf(delivery({}, Buffer.from('{"event":"message.receivee"}')))).toBe('NOT_VERIFIED');
	});
	it('refuses a signature that is shorter, longer, empty, unprefixed or of another key', async () => {
		const other = createHmac('sha256', 'other').update(`req-abc-123.1741737600.${BODY}`).digest('hex');
		for (const received of [
			VECTOR.slice(0, -2),
			`${VECTOR}00`,
			'',
			'sha256=',
			VECTOR.slice(7),
			VECTOR.replace('sha256=', 'sha512='),
			`sha256=${other}`,
		]) {
			expect(await codeOf(delivery({ 'x-inkbox-signature': received }))).toBe('NOT_VERIFIED');
		}
	});
	it('refuses another request id and another timestamp than the signed ones', async () => {
		expect(await codeOf(delivery({ 'x-inkbox-request-id': 'req-abc-124' }))).toBe('NOT_VERIFIED');
		expect(await codeOf(delivery({ 'x-inkbox-timestamp': '1741737601' }))).toBe('NOT_VERIFIED');
	});
	it.each(['x-inkbox-signature', 'x-inkbox-timestamp', 'x-inkbox-request-id'])('refuses a delivery without %s', async (name) => {
		expect(await codeOf(delivery({ [name]: undefined }))).toBe('NOT_VERIFIED');
	});
	it('refuses without a raw body', async () => {
		expect(await codeOf({ ...delivery(), rawBody: undefined })).toBe('NOT_VERIFIED');
	});
	it.each(['', ' ', 'whsec_'])('refuses the empty secret %j', async (secret) => {
		expect(await codeOf(delivery(), secret)).toBe('SECRET_MISSING');
	});
});

describe('parse', () => {
	const REACTION = {
		id: '11111111-2222-4333-8444-555555555601',
		conversation_id: CONVERSATION_ID,
		assignment_id: null,
		target_message_id: MESSAGE_ID,
		direction: 'inbound',
		reaction: 'love',
		custom_emoji: null,
		remote_number: HUMAN,
		part_index: 0,
		created_at: '2026-07-04T00:05:00Z',
		updated_at: '2026-07-04T00:06:00Z',
	};
	const parse = (payload: unknown) => inkbox.webhook.parse(payload, { headers: {}, rawBody: undefined }, { textFallback: true });
	const parseReaction = (changes: object, envelope: object = {}) =>
		parse({
			id: 'evt_01',
			event_type: 'imessage.reaction_received',
			timestamp: '2026-07-04T00:07:00Z',
			data: { message: null, reaction: { ...REACTION, ...changes }, contacts: [], agent_identities: [] },
			...envelope,
		});

	it('reads the documented event', () => {
		expect(parseReaction({})).toEqual({
			eventId: 'evt_01',
			action: 'added',
			reaction: { type: 'love' },
			messageId: MESSAGE_ID,
			partIndex: 0,
			actor: HUMAN,
			isFromMe: false,
			conversationId: CONVERSATION_ID,
			service: null,
			line: null,
			occurredAt: '2026-07-04T00:06:00.000Z',
			provenance: 'structured',
			target: null,
		});
	});
	it('makes a key of the reaction and its change where old payloads have no event id', () => {
		expect(parseReaction({}, { id: undefined })?.eventId).toBe(`${REACTION.id}|2026-07-04T00:06:00Z`);
		expect(parseReaction({ id: undefined }, { id: undefined })).toBeUndefined();
	});
	it.each([
		['custom', '🌴', { type: 'emoji', emoji: '🌴' }],
		['custom', '❤️', { type: 'emoji', emoji: '❤️' }],
		['custom', 'hello', { type: 'unknown', name: 'hello' }],
		['custom', '❤️🌴', { type: 'unknown', name: '❤️🌴' }],
		['custom', null, { type: 'unknown', name: 'custom' }],
		['eyes', null, { type: 'emoji', emoji: '👀' }],
		['sparkle', null, { type: 'unknown', name: 'sparkle' }],
	])('reads %s with %s as it is', (reaction, custom_emoji, expected) => {
		expect(parseReaction({ reaction, custom_emoji })?.reaction).toEqual(expected);
	});
	it('marks its own echo, whose actor is not the human on the other side', () => {
		expect(parseReaction({ direction: 'outbound' })).toMatchObject({ isFromMe: true, actor: null });
		expect(parseReaction({ direction: undefined })).toMatchObject({ isFromMe: false, actor: HUMAN });
	});
	it('does not take a missing part for part 0', () => {
		expect(parseReaction({ part_index: null })?.partIndex).toBeNull();
	});
	it.each([undefined, null, 'x', [], {}, { id: 'evt_1', event_type: 'imessage.received', data: { message: {} } }])(
		'ignores %j',
		(payload) => {
			expect(parse(payload)).toBeUndefined();
		},
	);
});

describe('send', () => {
	const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
		action: 'add',
		messageId: MESSAGE_ID,
		partIndex: undefined,
		reaction: { type: 'love' },
		fields: {},
		...changes,
	});
	const made = (changes: object = {}) => ({
		id: 'r_1',
		target_message_id: MESSAGE_ID,
		reaction: 'love',
		custom_emoji: null,
		part_index: 0,
		...changes,
	});
	const parse = (json: unknown, given = command()) => inkbox.send.parse({ status: 201, headers: {}, json }, given);

	it('puts everything into the body, the part only where one is given', () => {
		expect(inkbox.send.build(command())).toEqual({
			method: 'POST',
			path: '/api/v1/imessage/reactions',
			body: { message_id: MESSAGE_ID, reaction: 'love' },
			idempotent: true,
		});
		expect(inkbox.send.build(command({ partIndex: 0 })).body).toHaveProperty('part_index', 0);
	});
	it('sends 👀 as eyes, and refuses every other emoji', async () => {
		expect(inkbox.send.build(command({ reaction: { type: 'emoji', emoji: '👀' } })).body).toHaveProperty('reaction', 'eyes');
		expect((await errorOf(() => inkbox.send.build(command({ reaction: { type: 'emoji', emoji: '❤️' } })))).code).toBe('UNSUPPORTED');
	});
	it('takes the tapback that was asked for as a confirmation', () => {
		expect(parse(made())).toEqual({ outcome: 'applied', reactionId: 'r_1' });
		expect(
			parse(made({ reaction: 'eyes', part_index: 2 }), command({ partIndex: 2, reaction: { type: 'emoji', emoji: '👀' } })).outcome,
		).toBe('applied');
	});
	it.each([undefined, null, {}, [], made({ reaction: 'like' }), made({ part_index: 1 }), made({ target_message_id: CONVERSATION_ID })])(
		'takes %j for no confirmation',
		async (json) => {
			expect((await errorOf(() => parse(json))).code).toBe('BAD_ANSWER');
		},
	);
	it('says to look at the conversation where another tapback is confirmed', async () => {
		expect((await errorOf(() => parse(made({ reaction: 'like' })))).message).toBe(
			'Inkbox confirmed another tapback than the one that was asked for. Look at the conversation to see which one is there.',
		);
	});
});

describe('faults', () => {
	const read = (status: number, detail: unknown, path?: string) =>
		errorOf(() => readResponse(inkbox, { status, headers: {}, body: JSON.stringify({ detail }) }, NOW, path));
	const entry = (...loc: unknown[]) => [{ loc, msg: 'Not allowed', type: 'enum' }];

	it.each([
		[400, 'Identity is not enabled for iMessage', 'NOT_ALLOWED', /Enable iMessage/],
		[400, 'This message cannot accept reactions yet', 'TARGET_NOT_READY', /few seconds/],
		[400, 'Messages downgraded to SMS cannot accept reactions', 'TARGET_UNSUPPORTED', /fell back to SMS/],
		[400, 'Cannot react to your own message', 'TARGET_UNSUPPORTED', /your own/],
		[401, 'Invalid key', 'AUTH_FAILED', /API Key/],
		[403, { error: 'recipient_blocked', matched_rule_id: null, address: HUMAN, reason: 'blocklist' }, 'NOT_ALLOWED', /contact rule.*/],
		[403, 'Recipient blocked', 'NOT_ALLOWED', /contact rule/],
		[403, 'Scope mismatch', 'NOT_ALLOWED', /agent’s key/],
		[404, 'Message not found or not visible to this identity', 'TARGET_NOT_FOUND', /Check Message ID/],
		[404, 'Identity not found', 'REFUSED', /identity that this key can see/],
		[409, 'Recipient disconnected, must reconnect through the router', 'NOT_ALLOWED', /connect again/],
		[422, 'recipient_not_e164', 'TARGET_UNSUPPORTED', /e-mail address/],
		[422, { error: 'recipient_not_e164', message: 'Receive-only' }, 'TARGET_UNSUPPORTED', /Receive-only.*e-mail address/],
		[422, entry('body', 'reaction'), 'TARGET_UNSUPPORTED', /body\.reaction: Not allowed.*👀/],
		[422, 'Unknown reaction value', 'TARGET_UNSUPPORTED', /👀/],
		[422, entry('body', 'part_index'), 'REFUSED', /the part index/],
		[422, 'Unknown event type imessage.reaction_x', 'REFUSED', /https/],
		[429, 'Slow down', 'RATE_LIMITED', /Slow down/],
		[502, 'Upstream', 'PROVIDER_FAILED', /try again later/],
	])('reads %i %j as %s', async (status, detail, code, says) => {
		const error = await read(status, detail);
		expect(error.code).toBe(code);
		expect(error.message).toMatch(says);
	});
	it.each([
		['max 60 active subscriptions per identity', /remove one/],
		['Maximum number of active subscriptions reached (url not stored)', /remove one/],
		['An active subscription with this url exists for this owner', /publish again/],
		['Conflict', /publish again/],
	])('tells the 409s of webhook subscriptions apart: %s', async (detail, advice) => {
		const error = await read(409, detail, '/api/v1/webhooks/subscriptions');
		expect(error).toMatchObject({ code: 'HOOK_CONFLICT', message: expect.stringMatching(advice) });
	});
	it.each([
		[404, 'Not Found'],
		[404, 'Reaction not found'],
		[405, 'Method Not Allowed'],
	])('takes %i “%s” to a removal for one that is not available, and not for a tapback that is gone', async (status, detail) => {
		const error = await read(status, detail, '/api/v1/imessage/reactions/r_1');
		expect(error).toMatchObject({ code: 'TARGET_UNSUPPORTED', message: expect.stringContaining('another tapback takes its place') });
	});
	it('repeats no address of a blocked recipient', async () => {
		const error = await read(403, { error: 'recipient_blocked', matched_rule_id: null, address: HUMAN, reason: 'blocklist' });
		expect(error.message).not.toContain(HUMAN);
	});
	it('sees no fault in a list, an object or an empty body', () => {
		for (const body of ['[]', '{"auth_type":"api_key"}', '']) {
			expect(() => readResponse(inkbox, { status: 200, headers: {}, body }, NOW)).not.toThrow();
		}
	});
});

describe('a message that never gets ready, as one that fell back to SMS', () => {
	it('is given up after four attempts, which take ten seconds at most', async () => {
		const notYet = { status: 400, body: '{"detail":"This message cannot accept reactions yet"}' };
		const { connection, sent, pauses } = scriptedConnection(Array(20).fill(notYet), { random: () => 0.999 });
		const input = { action: 'add', messageId: MESSAGE_ID, reaction: 'love' } as const;
		const options = { connection, memory: createToggleMemory(), whenUnsupported: 'error' } as const;
		expect((await errorOf(() => sendTapback(inkbox, input, options))).code).toBe('TARGET_NOT_READY');
		expect(sent).toHaveLength(4);
		expect(pauses.reduce((sum, ms) => sum + ms)).toBeLessThan(10_000);
	});
});

describe('registration', () => {
	const SUBSCRIPTIONS = '/api/v1/webhooks/subscriptions';
	const LIST = 'GET /api/v1/identities';
	const KEY = 'GET /api/v1/identities/demo/signing-key';
	const [FIRST, SECOND] = [
		{ id: 'i_1', agent_handle: 'demo' },
		{ id: 'i_2', agent_handle: 'other' },
	];
	const EVENTS = ['imessage.reaction_received'];
	const hook = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: undefined,
		newSecret: () => 'never',
		...changes,
	});
	const keptSecrets = (kept: Record<string, string>): KeptSecrets => ({
		get: (owner) => kept[owner],
		keep: (owner, secret) => void (kept[owner] = secret),
	});
	const subscription = (changes: object = {}) => ({
		id: 's_1',
		agent_identity_id: 'i_1',
		url: URL,
		event_types: EVENTS,
		status: 'active',
		...changes,
	});
	const find = async (subscriptions: unknown[], changes?: Partial<WebhookSpec>) => {
		const script = scripted({ [LIST]: [FIRST], [`GET ${SUBSCRIPTIONS}`]: { subscriptions } });
		return { found: await inkbox.registration.find(script.call, hook(changes)), ...script };
	};

	it('asks by URL, so that ours is found whoever owns it, and without choosing an identity', async () => {
		const { found, keys, asked } = await find([]);
		expect(found).toEqual({ own: [] });
		expect(keys()).toEqual([`GET ${SUBSCRIPTIONS}`]);
		expect(asked[0]?.query).toEqual({ url: URL });
	});
	it('finds only what stands at exactly our URL, and calls nothing foreign', async () => {
		const { found } = await find([subscription({ id: 's_0', url: `${URL}0` }), subscription()], { knownSecret: 'k_0' });
		expect(found).toEqual({ own: [{ id: 's_1', current: true }] });
	});
	it.each([{ status: 'paused' }, { event_types: [] }, { event_types: [...EVENTS, 'imessage.received'] }])(
		'lets ours with %j not stay',
		async (changes) => {
			expect((await find([subscription(changes)], { knownSecret: 'k_0' })).found).toEqual({ own: [{ id: 's_1', current: false }] });
		},
	);
	it.each<[string, Partial<WebhookSpec>]>([
		['whose key is lost', {}],
		['when another key was pasted', { knownSecret: 'k_0', pastedSecret: 'k_1' }],
		['of another identity', { knownSecret: 'k_0', fields: { identityId: 'i_2' } }],
	])('does not keep ours %s', async (_, changes) => {
		expect((await find([subscription()], changes)).found).toEqual({ own: [{ id: 's_1', current: false }] });
	});
	it.each([
		[[FIRST, SECOND], {}, 'Agent Identity is empty, and the Inkbox key sees several: demo, other. Choose one.'],
		[[], {}, 'The Inkbox key sees no agent identity. Check the API Key in the credential.'],
		[[FIRST], { identityId: 'i_2' }, 'The Inkbox key doesn’t see the chosen Agent Identity. Choose one that it sees: demo.'],
	])('wants one identity to be named among %j, of %j', async (identities, fields, message) => {
		const { call } = scripted({ [LIST]: identities });
		const error = await errorOf(() => inkbox.registration.create(call, hook({ fields })));
		expect(error).toMatchObject({ code: 'INVALID_INPUT', message, details: { field: 'identityId' } });
	});
	it('registers and keeps the key that is made with the first subscription', async () => {
		const { call, asked } = scripted({
			[LIST]: [FIRST],
			[KEY]: { configured: false, created_at: null },
			[`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: 'k_1' },
		});
		expect(await inkbox.registration.create(call, hook())).toEqual({ id: 's_1', secret: 'k_1' });
		expect(asked.at(-1)).toEqual({
			method: 'POST',
			path: SUBSCRIPTIONS,
			body: { agent_identity_id: 'i_1', url: URL, event_types: EVENTS },
			idempotent: false,
		});
	});
	it('takes the known key where none is made, and asks about none', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST, SECOND], [`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: null } });
		const created = await inkbox.registration.create(
			call,
			hook({ keptSecrets: keptSecrets({ i_1: 'k_0', i_2: 'k_2' }), fields: { identityId: 'i_1' } }),
		);
		expect(created).toEqual({ id: 's_1', secret: 'k_0' });
		expect(keys()).toEqual([LIST, `POST ${SUBSCRIPTIONS}`]);
	});
	it('keeps a key for its identity, whether that was named or was the only one', async () => {
		const kept: Record<string, string> = {};
		const { call } = scripted({
			[LIST]: [FIRST],
			[KEY]: { configured: false, created_at: null },
			[`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: 'k_1' },
		});
		await inkbox.registration.create(call, hook({ keptSecrets: keptSecrets(kept) }));
		expect(kept).toEqual({ i_1: 'k_1' });
	});
	it('doesn’t take the key of another identity, nor that of a registration before', async () => {
		const { call } = scripted({ [LIST]: [FIRST], [KEY]: { configured: true, created_at: '2026-01-01T00:00:00Z' } });
		const other = hook({ knownSecret: 'k_2', keptSecrets: keptSecrets({ i_2: 'k_2' }) });
		expect((await errorOf(() => inkbox.registration.create(call, other))).code).toBe('SECRET_MISSING');
	});
	it('registers nothing and rotates nothing where the key is not known', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST], [KEY]: { configured: true, created_at: '2026-01-01T00:00:00Z' } });
		expect((await errorOf(() => inkbox.registration.create(call, hook()))).code).toBe('SECRET_MISSING');
		expect(keys()).toEqual([LIST, KEY]);
	});
	it('says of a key that is not known what became of it, and what to do if it is lost', async () => {
		const { call } = scripted({ [LIST]: [FIRST], [KEY]: { configured: true, created_at: '2026-01-01T00:00:00Z' } });
		const { message, details } = await errorOf(() => inkbox.registration.create(call, hook()));
		expect(message).toMatch(/^Inkbox gave the signing key of demo once, with its first webhook, and doesn’t show it again\./);
		expect(message).toContain('Nothing was registered.');
		expect(message).toContain('rotate it in the Inkbox console');
		expect(details.hintKey).toBe('enter-signing-key');
	});
	it('does not use up the first key for a test run, which could not keep it', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST] });
		expect(await errorOf(() => inkbox.registration.create(call, hook({ isTemporary: true })))).toMatchObject({
			code: 'SECRET_MISSING',
			details: { hintKey: 'register-for-good' },
		});
		expect(keys()).toEqual([LIST]);
	});
	it('prefers the key that was pasted', async () => {
		const { call } = scripted({ [LIST]: [FIRST], [`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: null } });
		expect(await inkbox.registration.create(call, hook({ keptSecrets: keptSecrets({ i_1: 'k_0' }), pastedSecret: 'k_2' }))).toEqual({
			id: 's_1',
			secret: 'k_2',
		});
	});
	it('takes the subscription back where no key came with it', async () => {
		const { call, keys } = scripted({
			[LIST]: [FIRST],
			[KEY]: { configured: false },
			[`POST ${SUBSCRIPTIONS}`]: { ...subscription(), signing_key: null },
			[`DELETE ${SUBSCRIPTIONS}/s_1`]: undefined,
		});
		expect((await errorOf(() => inkbox.registration.create(call, hook()))).code).toBe('SECRET_MISSING');
		expect(keys().at(-1)).toBe(`DELETE ${SUBSCRIPTIONS}/s_1`);
	});
	it('removes by id', async () => {
		const { call, keys } = scripted({ [`DELETE ${SUBSCRIPTIONS}/s%2F1`]: undefined });
		await inkbox.registration.remove(call, hook(), 's/1');
		expect(keys()).toEqual([`DELETE ${SUBSCRIPTIONS}/s%2F1`]);
	});
	it('names the webhooks of the chosen identity, or of the only one there is', async () => {
		const foreign = { id: 's_2', url: 'https://other.example/hook', agent_identity_id: 'i_1', event_types: ['imessage.sent'] };
		const { call, asked } = scripted({
			[LIST]: [FIRST],
			[`GET ${SUBSCRIPTIONS}`]: { subscriptions: [subscription(), foreign, { id: 's_3' }] },
		});
		for (const fields of [{ identityId: 'i_1' }, {}]) {
			expect(await inkbox.registration.list?.(call, hook({ fields }))).toMatchObject([{ id: 's_1' }, { id: 's_2', url: foreign.url }]);
			expect(asked.at(-1)?.query).toEqual({ agent_identity_id: 'i_1' });
		}
		expect(asked).toHaveLength(3);
	});
	it('names none where it must be told whose', async () => {
		const { call, keys } = scripted({ [LIST]: [FIRST, { id: 'i_2', agent_handle: 'other' }] });
		expect(await errorOf(async () => await inkbox.registration.list?.(call, hook({ fields: {} })))).toMatchObject({
			code: 'INVALID_INPUT',
			details: { field: 'identityId' },
		});
		expect(keys()).toEqual([LIST]);
	});
	it('lists identities by handle', async () => {
		expect(await listIdentities(scripted({ [LIST]: [FIRST] }).call)).toEqual([{ value: 'i_1', label: 'demo' }]);
	});
});

describe('read', () => {
	const PATH = `GET /api/v1/imessage/messages/${MESSAGE_ID.toUpperCase()}`;
	const message = (changes: object = {}) => ({
		id: MESSAGE_ID,
		conversation_id: CONVERSATION_ID,
		service: 'imessage',
		reactions: null,
		...changes,
	});
	const LIVE = {
		id: 'r_1',
		direction: 'inbound',
		reaction: 'custom',
		custom_emoji: '🌴',
		remote_number: HUMAN,
		part_index: 1,
		created_at: '2026-07-04T00:05:00Z',
	};
	const query = { messageId: MESSAGE_ID.toUpperCase(), fields: {} };
	const read = async (answer: unknown) => (await inkbox.read?.(scripted({ [PATH]: answer }).call, query))?.tapbacks;
	const readMessage = async (answer: unknown) => await inkbox.readMessage?.(scripted({ [PATH]: answer }).call, query);

	it('gives the live set of the message, by its id alone', async () => {
		const { call, asked } = scripted({ [PATH]: message({ reactions: [LIVE, { ...LIVE, direction: 'outbound', reaction: 'like' }] }) });
		expect((await inkbox.read?.(call, query))?.tapbacks).toEqual([
			{
				reaction: { type: 'emoji', emoji: '🌴' },
				messageId: MESSAGE_ID,
				partIndex: 1,
				actor: HUMAN,
				isFromMe: false,
				conversationId: CONVERSATION_ID,
				service: 'imessage',
				line: null,
				occurredAt: '2026-07-04T00:05:00.000Z',
				reactionId: 'r_1',
			},
			expect.objectContaining({ reaction: { type: 'like' }, isFromMe: true, actor: null }),
		]);
		expect(asked).toHaveLength(1);
		expect(asked[0]?.query).toBeUndefined();
	});
	it('finds none where reactions is null', async () => {
		expect(await read(message())).toEqual([]);
	});
	it('gives the text, whose it is and when it was sent', async () => {
		expect(await readMessage(message({ content: 'Noon?', direction: 'outbound', created_at: '2026-07-04T00:05:00Z' }))).toEqual({
			id: MESSAGE_ID,
			text: 'Noon?',
			isFromMe: true,
			sentAt: '2026-07-04T00:05:00.000Z',
		});
	});
	it('guesses nothing of a message that says nothing of itself', async () => {
		expect(await readMessage({ id: MESSAGE_ID })).toEqual({ id: MESSAGE_ID, text: null, isFromMe: null, sentAt: null });
	});
	it.each([
		['a list', [message()]],
		['another message', message({ id: CONVERSATION_ID })],
	])('refuses %s', async (_, answer) => {
		expect((await errorOf(() => read(answer))).code).toBe('BAD_ANSWER');
		expect((await errorOf(() => readMessage(answer))).code).toBe('BAD_ANSWER');
	});
});

describe('what stands on recent messages', () => {
	const PATH = 'GET /api/v1/imessage/messages';
	const LIVE = {
		id: 'r_1',
		direction: 'inbound',
		reaction: 'love',
		remote_number: HUMAN,
		part_index: 0,
		created_at: '2026-07-04T00:05:00Z',
	};
	const message = (id: string, reactions: unknown = null) => ({ id, conversation_id: CONVERSATION_ID, service: 'imessage', reactions });
	const full = (page: number) => Array.from({ length: 200 }, (_, i) => message(`m_${page}_${i}`));
	const pages = (count: number, rest: unknown[] = []) => ({
		[PATH]: ({ query }: HttpRequest) => (Number(query?.offset) < count * 200 ? full(Number(query?.offset) / 200) : rest),
	});
	const recent = async (call: ApiClient, wanted: string[] = [], fields: Record<string, string> = { identityId: 'i_1' }) =>
		(await inkbox.readRecent?.(call, { fields, wanted: new Set(wanted) })) ?? [];
	const idsOf = async (reactions: unknown) =>
		(await recent(scripted({ [PATH]: [message('m_1', reactions), message('m_2')] }).call)).map(({ messageId }) => messageId);

	it('is one page of the identity’s newest messages, groups included', async () => {
		const { call, asked } = scripted(pages(3));
		const read = await recent(call);
		expect(read).toHaveLength(200);
		expect(asked.map(({ query }) => query)).toEqual([{ limit: '200', include_groups: 'true', agent_identity_id: 'i_1', offset: '0' }]);
	});
	it('goes further back for a message that is wanted, no further than needed, and five pages at most', async () => {
		const askedFor = async (wanted: string) => {
			const { call, asked } = scripted(pages(9));
			await recent(call, [wanted]);
			return asked.length;
		};
		expect(await askedFor('m_0_3')).toBe(1);
		expect(await askedFor('m_1_3')).toBe(2);
		expect(await askedFor('m_8_3')).toBe(5);
	});
	it('stops at the last page', async () => {
		const { call, asked } = scripted(pages(1, [message('last')]));
		expect(await recent(call, ['gone'])).toHaveLength(201);
		expect(asked).toHaveLength(2);
	});
	it('fails as a whole where one page does', async () => {
		const { call } = scripted({ [PATH]: ({ query }: HttpRequest) => (query?.offset === '0' ? full(0) : { detail: 'odd' }) });
		expect((await errorOf(() => recent(call, ['gone']))).code).toBe('BAD_ANSWER');
	});
	it('has every tapback, and none where the list is null', async () => {
		const read = await recent(scripted({ [PATH]: [message('m_1', [LIVE]), message('m_2')] }).call);
		expect(read).toEqual([
			{ messageId: 'm_1', tapbacks: [expect.objectContaining({ reaction: { type: 'love' }, actor: HUMAN, reactionId: 'r_1' })] },
			{ messageId: 'm_2', tapbacks: [] },
		]);
	});
	it.each([
		['with a list that is none', {}],
		['with an entry that is none', [LIVE, 'love']],
		['with an entry without a kind', [{ ...LIVE, reaction: undefined }]],
		['with an entry without a part', [{ ...LIVE, part_index: '0' }]],
		['with an entry that doesn’t say whose it is', [{ ...LIVE, direction: undefined }]],
	])('leaves out a message %s', async (_, reactions) => {
		expect(await idsOf(reactions)).toEqual(['m_2']);
	});
	it('leaves out a message without the list', async () => {
		expect(await recent(scripted({ [PATH]: [{ id: 'm_1', conversation_id: CONVERSATION_ID }] }).call)).toEqual([]);
	});
	it('is that of the only identity, or of none where there are several', async () => {
		const identities = (...labels: string[]) => ({
			'GET /api/v1/identities': labels.map((label) => ({ id: `i_${label}`, agent_handle: label })),
		});
		const one = scripted({ ...identities('demo'), [PATH]: [] });
		await recent(one.call, [], {});
		expect(one.asked[1]?.query).toHaveProperty('agent_identity_id', 'i_demo');
		const several = scripted(identities('demo', 'other'));
		expect((await errorOf(() => recent(several.call, [], {}))).code).toBe('INVALID_INPUT');
	});
});

describe('a removal', () => {
	const command: SendCommand = {
		action: 'remove',
		messageId: MESSAGE_ID,
		partIndex: 0,
		reaction: { type: 'love' },
		fields: {},
		reactionId: 'r/1',
	};

	it('names the tapback’s id and nothing else, and may be repeated', () => {
		expect(inkbox.send.build(command)).toEqual({ method: 'DELETE', path: '/api/v1/imessage/reactions/r%2F1', idempotent: true });
	});
	it('is done with an empty answer', () => {
		expect(inkbox.send.parse({ status: 204, headers: {}, json: undefined }, command)).toEqual({ outcome: 'applied', reactionId: 'r/1' });
	});
	it.each([
		['without the list of tapbacks', {}],
		['with a list that is none', { reactions: {} }],
		['with an entry without a kind', { reactions: [{ direction: 'outbound', part_index: 0 }] }],
		['with an entry that doesn’t say whose it is', { reactions: [{ reaction: 'love', part_index: 0 }] }],
		['with an entry without a part', { reactions: [{ reaction: 'love', direction: 'outbound' }] }],
	])('says nothing of a message %s', async (_, fields) => {
		const { connection } = scriptedConnection(Array(9).fill({ body: JSON.stringify({ id: MESSAGE_ID, ...fields }) }));
		const options = { connection, memory: createToggleMemory(), whenUnsupported: 'error' } as const;
		const input = { action: 'remove', messageId: MESSAGE_ID, reaction: 'love' } as const;
		expect((await errorOf(() => sendTapback(inkbox, input, options))).code).toBe('BAD_ANSWER');
	});
});
