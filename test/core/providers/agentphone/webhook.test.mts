import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { agentphone } from '../../../../core/providers/agentphone';
import { NOW, ME, HUMAN } from '../../../harness/core/agentphone.mts';
import { verifying, wrongSignatures } from '../../../harness/core/verifying.mts';

const SECRET = 'whsec_test';
const BODY =
	'{"event":"agent.reaction","channel":"imessage","timestamp":"2026-01-01T00:00:00Z","data":{"messageId":"msg_1","reactionType":"love"}}';
const VECTOR = 'sha256=f227847c7e2cb1a228b010c757a2d52283b3de9f55a3668b2112923caec5fc6a';

describe('verify', () => {
	const delivery = (changes: Record<string, string | undefined> = {}, rawBody: Uint8Array = Buffer.from(BODY)) => ({
		headers: { 'x-webhook-signature': VECTOR, 'x-webhook-timestamp': '1767225600', 'x-webhook-id': 'd_1', ...changes },
		rawBody,
	});
	const { verify, codeOf } = verifying(agentphone, { delivery: delivery(), secret: SECRET, now: NOW });

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
		for (const received of wrongSignatures(VECTOR, other)) {
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
	it.each(['outbound', 'sent', undefined, null, 7])('takes every direction but inbound for its own: %j', (direction) => {
		expect(parseData({ direction })?.isFromMe).toBe(true);
	});
	it('takes what is inbound for somebody else’s, in any case', () => expect(parseData({ direction: 'Inbound' })?.isFromMe).toBe(false));
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
		it('by SMS is read, however that is written', () => expect(parseText({}, { channel: 'SMS' })?.service).toBe('SMS'));
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
