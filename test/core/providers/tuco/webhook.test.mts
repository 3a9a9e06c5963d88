import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { tuco } from '../../../../core/providers/tuco';
import { NOW, MESSAGE } from '../../../harness/core/tuco.mts';
import { codeOf } from '../../../harness/error-of.mts';

const SECRET = 'dGhpcyBpcyBhIHNhbXBsZSBzZWNyZXQ=';
const BODY = '{"event":"message.reaction","timestamp":"2026-01-01T00:00:00.000Z"}';
const VECTOR = 'ea7303ab0a0281e5e3976137d17275b00900e0085f893b8918d27e8b8bb2f194';

const BASE = {
	event: 'message.reaction',
	timestamp: '2026-01-01T00:00:00.000Z',
	workspaceId: 'org_01',
	leadId: '6a0000000000000000000002',
	contactOwnerEmail: 'owner@example.com',
};

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
