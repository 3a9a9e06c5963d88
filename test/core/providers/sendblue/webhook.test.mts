import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { sendblue } from '../../../../core/providers/sendblue';
import { scenarioOf } from '../../../contract/scenarios/index.mts';
import { codeOf } from '../../../harness/error-of.mts';

const NOW = 1_767_225_600_000;
const SECRET = 'sb_test_secret';
const BODY = '{"content":"Loved “Hello”","message_handle":"0B6E1B1C-0000-4000-8000-000000000001"}';
const VECTOR = 'a0d9dde244f4fab29ebfc92651146922dda45e5797f3bdba11dd2ccde8f06e41';

const [RECEIVED] = scenarioOf(sendblue).documented.payloads;

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
