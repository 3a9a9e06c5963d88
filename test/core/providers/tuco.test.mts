import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../core/http/response';
import { isTapbackError } from '../../../core/model/errors';
import type { ApiClient, HttpRequest } from '../../../core/http/types';
import type { SendCommand } from '../../../core/providers/reactions';
import type { WebhookSpec } from '../../../core/providers/registration';
import { tuco } from '../../../core/providers/tuco';
import { listLines } from '../../../core/providers/tuco/registration.ts';

const NOW = 1_767_225_600_000;
const SECRET = 'dGhpcyBpcyBhIHNhbXBsZSBzZWNyZXQ=';
const BODY = '{"event":"message.reaction","timestamp":"2026-01-01T00:00:00.000Z"}';
const VECTOR = 'ea7303ab0a0281e5e3976137d17275b00900e0085f893b8918d27e8b8bb2f194';
const URL = 'https://n8n.example/webhook/1';
const MESSAGE = '6a0000000000000000000001';

const BASE = {
	event: 'message.reaction',
	timestamp: '2026-01-01T00:00:00.000Z',
	workspaceId: 'org_01',
	leadId: '6a0000000000000000000002',
	contactOwnerEmail: 'owner@example.com',
};

const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
	action: 'add',
	messageId: MESSAGE,
	partIndex: undefined,
	reaction: { type: 'love' },
	fields: {},
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

const answer = (status: number, json: unknown) => readResponse(tuco, { status, headers: {}, body: JSON.stringify(json) }, NOW);

/** Answers one request after another, and remembers them. */
function scripted(...answers: unknown[]): { call: ApiClient; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	return { requests, call: async (request) => ({ status: 200, headers: {}, json: answers[requests.push(request) - 1] }) };
}

describe('Tuco: sending', () => {
	it('has one request for both actions, which is never to be repeated', () => {
		const request = { method: 'POST', path: '/api/messages/react', body: { messageId: MESSAGE, reaction: 'love' }, idempotent: false };
		expect(tuco.send.build(command())).toEqual(request);
		expect(tuco.send.build(command({ action: 'remove' }))).toEqual(request);
		expect(tuco.removal).toBe('toggle');
	});

	it('waits longer than the relay does', () => expect(tuco.limits.timeoutMs).toBeGreaterThanOrEqual(90_000));

	it('is applied when ok, whatever reaction is named', () => {
		expect(tuco.send.parse(answer(200, { ok: true, reaction: 'love' }), command())).toEqual({ outcome: 'applied' });
		expect(tuco.send.parse(answer(200, { ok: true, reaction: null }), command({ action: 'remove' }))).toEqual({ outcome: 'applied' });
	});

	it.each([[{ ok: false }], [{}], [undefined], [{ ok: 'true' }], [{ reaction: 'love' }]])('is not confirmed by %j', (json) => {
		expect(codeOf(() => tuco.send.parse({ status: 200, headers: {}, json }, command()))).toBe('BAD_ANSWER');
	});

	it.each([MESSAGE, MESSAGE.toUpperCase()])('takes the message id %s', (id) => expect(tuco.messageId.pattern.test(id)).toBe(true));
	it.each(['', MESSAGE.slice(1), `${MESSAGE}0`, `${MESSAGE}\n`, 'g'.repeat(24)])('takes no message id %j', (id) => {
		expect(tuco.messageId.pattern.test(id)).toBe(false);
	});
});

describe('Tuco: refusals', () => {
	it.each([
		[400, 'messageId and reaction required', 'REFUSED'],
		[400, 'Invalid reaction type', 'TARGET_UNSUPPORTED'],
		[400, 'Invalid messageId', 'REFUSED'],
		[400, 'Cannot determine contact phone for reaction', 'TARGET_UNSUPPORTED'],
		[400, 'Message has no BlueBubbles ID — cannot react', 'TARGET_NOT_READY'],
		[400, 'Line not found or missing credentials', 'REFUSED'],
		[400, 'No active workspace', 'NOT_ALLOWED'],
		[400, 'Invalid events: message.reaction', 'REFUSED'],
		[400, 'Invalid URL format', 'REFUSED'],
		[401, 'Unauthorized', 'AUTH_FAILED'],
		[404, 'Message not found', 'TARGET_NOT_FOUND'],
		[429, 'Too many requests', 'RATE_LIMITED'],
		[500, 'Internal server error', 'PROVIDER_FAILED'],
		[502, 'BlueBubbles error: timeout', 'PROVIDER_FAILED'],
		[200, 'anything', 'REFUSED'],
	])('%s “%s” means %s', (status, error, code) => {
		expect(codeOf(() => answer(status, { error }))).toBe(code);
	});

	it('402 tells the reason', () => {
		expect(() => answer(402, { error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' })).toThrow(/“READ_ONLY: past_due”.*read-only/);
	});
	it('502 warns that it may have been sent', () =>
		expect(() => answer(502, { error: 'BlueBubbles error: x' })).toThrow(/may have been sent/));
	it('an event that can’t be subscribed tells the way out', () => {
		expect(() => answer(400, { error: 'Invalid events: message.reaction' })).toThrow(
			expect.objectContaining({
				message: expect.stringContaining('dashboard'),
				details: expect.objectContaining({ hintKey: 'register-by-hand' }),
			}),
		);
	});
	it.each([[{ ok: true }], [{ lines: [] }], [{ success: true }], [{ error: null }], [undefined]])('are none in %j', (json) => {
		expect(tuco.errors.read(json)).toBeUndefined();
	});
});

describe('Tuco: verification', () => {
	const verify = (signature: string | string[] | undefined, { body = BODY, secret = SECRET } = {}) =>
		codeOf(() => tuco.webhook.verify({ headers: { 'X-Tuco-Signature': signature }, rawBody: Buffer.from(body) }, { secret, now: NOW }));
	const hmac = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex');

	it('accepts the vector', () => expect(verify(VECTOR)).toBe('passed'));
	it('accepts any age, for the time is not signed', () => {
		const delivery = { headers: { 'x-tuco-signature': VECTOR, 'x-tuco-timestamp': '2001-01-01T00:00:00Z' }, rawBody: Buffer.from(BODY) };
		expect(codeOf(() => tuco.webhook.verify(delivery, { secret: SECRET, now: 0 }))).toBe('passed');
	});
	it('accepts bytes that were signed as they are', () => {
		const spaced = '{ "emoji": "\\ud83d\\udd25" }';
		expect(verify(hmac(spaced), { body: spaced })).toBe('passed');
	});
	it('accepts what was signed before it was written otherwise', () => {
		expect(verify(hmac('{"emoji":"🔥"}'), { body: '{ "emoji": "\\ud83d\\udd25" }' })).toBe('passed');
	});
	it.each([
		['no signature', undefined],
		['an empty one', ''],
		['a repeated one', [VECTOR, VECTOR]],
		['one byte changed', `f${VECTOR.slice(1)}`],
		['a cut one', VECTOR.slice(2)],
		['a prefix', `sha256=${VECTOR}`],
		['something else', 'not hex'],
	])('refuses %s', (_, signature) => expect(verify(signature)).toBe('NOT_VERIFIED'));
	it('refuses a changed body', () => expect(verify(VECTOR, { body: BODY.replace('reaction', 'reactioN') })).toBe('NOT_VERIFIED'));
	it('refuses a body that is no JSON', () => expect(verify(VECTOR, { body: BODY.slice(1) })).toBe('NOT_VERIFIED'));
	it('refuses another secret', () => expect(verify(VECTOR, { secret: `${SECRET}x` })).toBe('NOT_VERIFIED'));
	it('refuses to verify with an empty secret', () => expect(verify(VECTOR, { secret: '' })).toBe('SECRET_MISSING'));
	it('refuses without the raw body', () => {
		expect(
			codeOf(() => tuco.webhook.verify({ headers: { 'x-tuco-signature': VECTOR }, rawBody: undefined }, { secret: SECRET, now: NOW })),
		).toBe('NOT_VERIFIED');
	});
});

describe('Tuco: what is not verified yet', () => {
	const takes = (body: string) =>
		codeOf(() => {
			const headers = {
				'x-tuco-signature': createHmac('sha256', SECRET)
					.update(JSON.stringify(JSON.parse(body)))
					.digest('hex'),
			};
			tuco.webhook.verify({ headers, rawBody: Buffer.from(body) }, { secret: SECRET, now: NOW });
		});

	it('is read for its signature up to a megabyte, and no further', () => {
		expect(takes(` "${'x'.repeat(1024 * 1024 - 3)}"`)).toBe('passed');
		expect(takes(` "${'x'.repeat(1024 * 1024 - 2)}"`)).toBe('NOT_VERIFIED');
	});
});

describe('Tuco: an event', () => {
	const headers = { 'x-tuco-signature': VECTOR };
	const parse = (payload: unknown) => tuco.webhook.parse(payload, { headers, rawBody: undefined }, { textFallback: true });
	const nested = (data: object) => parse({ ...BASE, data });

	it('has the assumed shape', () => {
		const payload = {
			...BASE,
			messageId: MESSAGE,
			data: { reaction: 'love', emoji: null, action: 'added', messageId: MESSAGE, direction: 'inbound', recipientPhone: '+12025550123' },
		};
		expect(parse(payload)).toEqual({
			eventId: `tuco_${VECTOR.slice(0, 32)}`,
			action: 'added',
			reaction: { type: 'love' },
			messageId: MESSAGE,
			partIndex: null,
			actor: '+12025550123',
			isFromMe: false,
			conversationId: null,
			service: null,
			line: null,
			occurredAt: '2026-01-01T00:00:00.000Z',
			provenance: 'structured',
			target: null,
		});
	});

	it('may be flat', () => {
		expect(parse({ ...BASE, reaction: 'laugh', action: 'removed', messageId: MESSAGE, phone: '+1' })).toMatchObject({
			action: 'removed',
			reaction: { type: 'laugh' },
			messageId: MESSAGE,
			actor: '+1',
		});
	});

	it.each([
		[{ reaction: 'question' }, { type: 'question' }],
		[{ reactionType: 'like' }, { type: 'like' }],
		[{ type: 'dislike', emoji: '👎' }, { type: 'dislike' }],
		[{ type: '-dislike', emoji: '👎' }, { type: 'dislike' }],
		[
			{ type: 'tapback', emoji: '🔥' },
			{ type: 'emoji', emoji: '🔥' },
		],
		[{ reaction: '🔥' }, { type: 'emoji', emoji: '🔥' }],
		[{ reaction: '-👍🏽' }, { type: 'emoji', emoji: '👍🏽' }],
		[
			{ reaction: 'emoji', emoji: '👍🏽' },
			{ type: 'emoji', emoji: '👍🏽' },
		],
		[
			{ reaction: 'custom', customEmoji: '❤️' },
			{ type: 'emoji', emoji: '❤️' },
		],
		[{ emoji: '🎉' }, { type: 'emoji', emoji: '🎉' }],
		[
			{ reaction: 'heart', emoji: '❤️' },
			{ type: 'unknown', name: 'heart' },
		],
		[
			{ reaction: 'custom', emoji: '🔥🔥' },
			{ type: 'unknown', name: 'custom' },
		],
		[{ reaction: 'sticker' }, { type: 'sticker' }],
		[{}, { type: 'unknown', name: 'unspecified' }],
		[{ reaction: { type: 'love' } }, { type: 'unknown', name: 'unspecified' }],
	])('with %j has the reaction %j', (data, reaction) => expect(nested(data)?.reaction).toEqual(reaction));

	it.each([
		[{ reaction: 'love' }, 'added'],
		[{ reaction: 'love', action: 'add' }, 'added'],
		[{ reaction: 'love', action: 'remove' }, 'removed'],
		[{ reaction: 'love', action: 'removed' }, 'removed'],
		[{ reaction: 'love', isRemoval: true }, 'removed'],
		[{ reaction: 'love', isRemoval: false }, 'added'],
		[{ reaction: 'love', removed: true }, 'removed'],
		[{ reaction: '-love' }, 'removed'],
		[{ reaction: 'love', action: 'whatever', removed: true }, 'removed'],
	])('with %j is %s', (data, action) => expect(nested(data)?.action).toBe(action));

	it.each([
		[{ targetMessageId: 'T', originalMessageId: 'O', messageId: 'M' }, 'T'],
		[{ originalMessageId: 'O', messageId: 'M' }, 'O'],
		[{ messageId: 'M' }, 'M'],
		[{ messageId: 5 }, null],
	])('with %j aims at %s', (data, messageId) => expect(nested(data)?.messageId).toBe(messageId));

	it.each([
		[
			{ isFromMe: true, recipientPhone: '+1' },
			{ isFromMe: true, actor: null },
		],
		[
			{ direction: 'outbound', recipientPhone: '+1' },
			{ isFromMe: true, actor: null },
		],
		[
			{ isFromMe: false, direction: 'outbound', phone: '+1' },
			{ isFromMe: false, actor: '+1' },
		],
		[
			{ direction: 'inbound', lead: { phone: '+1', email: 'a@b.c' } },
			{ isFromMe: false, actor: '+1' },
		],
		[{ lead: 'a@b.c' }, { isFromMe: false, actor: 'a@b.c' }],
		[{}, { isFromMe: false, actor: null }],
	])('with %j is by %j', (data, who) => expect(nested(data)).toMatchObject(who));

	it.each([
		['a health check', { ...BASE, data: { test: true, message: 'This is a health check' } }],
		['another health check', { ...BASE, data: { testMode: true } }],
		['another event', { ...BASE, event: 'message.reply', reaction: 'love' }],
		['no event', { data: { reaction: 'love' } }],
		['a list', []],
		['null', null],
		['nothing', undefined],
	])('is none: %s', (_, payload) => expect(parse(payload)).toBeUndefined());

	it('has half of its signature for an id: the same for the same content, and not enough to send it again', () => {
		const idOf = (signature: string) =>
			tuco.webhook.parse(JSON.parse(BODY), { headers: { 'X-Tuco-Signature': signature }, rawBody: undefined }, { textFallback: false })
				?.eventId;
		const other = createHmac('sha256', SECRET).update(BODY.replace('01-01', '01-02')).digest('hex');
		expect(idOf(VECTOR)).toBe(`tuco_${VECTOR.slice(0, 32)}`);
		expect(idOf(other)).not.toBe(idOf(VECTOR));
	});
});

describe('Tuco: registration', () => {
	const hook = (changes: Partial<WebhookSpec> = {}): WebhookSpec => ({
		url: URL,
		fields: {},
		knownSecret: 's1',
		newSecret: () => 'fresh',
		...changes,
	});
	const entry = { id: 'h1', url: URL, events: ['message.reaction'], isActive: true, name: 'tapback', description: null };
	const find = async (webhooks: unknown[], changes: Partial<WebhookSpec> = {}) =>
		await tuco.registration.find(scripted({ webhooks }).call, hook(changes));

	it('leaves ours as it stands', async () => {
		expect(await find([{ ...entry, id: 'x', url: `${URL}2` }, entry])).toEqual({ own: [{ id: 'h1', current: true }] });
	});

	it.each([
		['inactive', { isActive: false }, {}],
		['for other events', { events: ['message.reply'] }, {}],
		['for more events', { events: ['message.reaction', 'message.reply'] }, {}],
		['with a lost secret', {}, { knownSecret: undefined }],
	])('replaces one that is %s', async (_, changes, wanted) => {
		expect(await find([{ ...entry, ...changes }], wanted)).toEqual({ own: [{ id: 'h1', current: false }] });
	});

	it('refuses an answer without webhooks', async () => {
		await expect(tuco.registration.find(scripted({ success: true }).call, hook())).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('creates one and keeps its secret', async () => {
		const { call, requests } = scripted({ ...entry, secret: 'once', warning: 'Save this secret now.' });
		expect(await tuco.registration.create(call, hook())).toEqual({ id: 'h1', secret: 'once' });
		expect(requests).toEqual([
			{ method: 'POST', path: '/api/webhooks', body: { url: URL, events: ['message.reaction'], name: 'tapback' }, idempotent: false },
		]);
	});

	it('refuses a new webhook without its secret', async () => {
		await expect(tuco.registration.create(scripted(entry).call, hook())).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});

	it('deletes by id', async () => {
		const { call, requests } = scripted({ success: true });
		await tuco.registration.remove(call, hook(), 'h/1');
		expect(requests).toEqual([{ method: 'DELETE', path: '/api/webhooks/h%2F1', idempotent: true }]);
	});
});

describe('Tuco: lines', () => {
	it('are those that can send, each by its id under its address', async () => {
		const lines = [
			{ _id: '6a01', phone: '+12025550101', email: 'owner@example.com', isActive: true },
			{ _id: '6a02', phone: null, email: 'desk@example.com' },
			{ _id: '6a03', phone: '+12025550103', isActive: false },
			{ _id: '6a04' },
			{ phone: '+12025550105' },
		];
		expect(await listLines(scripted({ lines }).call)).toEqual([
			{ value: '6a01', label: '+12025550101' },
			{ value: '6a02', label: 'desk@example.com' },
			{ value: '6a04', label: '6a04' },
		]);
	});

	it('are no empty list where the answer has none', async () => {
		await expect(listLines(scripted({ ok: true }).call)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});
});

describe('Tuco: the action of an event', () => {
	const parsed = (change: object) => {
		const data = { messageId: MESSAGE, recipientPhone: '+12025550123', reaction: 'like', ...change };
		const delivery = { headers: { 'x-tuco-signature': VECTOR }, rawBody: undefined };
		return tuco.webhook.parse({ ...BASE, data }, delivery, { textFallback: false });
	};

	it.each(['removed', 'Removed', 'REMOVE', 'remove'])('%s is a removal', (action) => {
		expect(parsed({ action })).toMatchObject({ action: 'removed', reaction: { type: 'like' } });
	});

	it.each(['deleted', 'toggled'])('%s is not known, and so is the reaction', (action) => {
		expect(parsed({ action })).toMatchObject({ reaction: { type: 'unknown', name: action } });
	});

	it('is a removal where the word and the flag differ', () => {
		expect(parsed({ action: 'added', isRemoval: true })).toMatchObject({ action: 'removed' });
	});
});
