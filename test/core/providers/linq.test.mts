import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';

import { linq } from '../../../core/providers/linq/index.ts';
import type { Delivery } from '../../../core/providers/webhook.ts';
import { scriptedCall } from '../../harness/core/made-up.mts';

const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const ID = '11111111-2222-4333-8444-555555555555';
const SENT_AT = 1767225600;
const NOW = SENT_AT * 1000;
const BODY =
	'{"api_version":"v3","webhook_version":"2026-02-03","event_type":"reaction.added","event_id":"11111111-2222-4333-8444-555555555555","data":{"is_from_me":false,"reaction_type":"custom","custom_emoji":"🎉"}}';

const STANDARD = {
	'webhook-id': ID,
	'webhook-timestamp': String(SENT_AT),
	'webhook-signature': 'v1,74qCzhh+2Cs8Fi/xCCyaeInzqnRdAV1RaAH92fa0jkA=',
};
const LEGACY = {
	'x-webhook-timestamp': String(SENT_AT),
	'x-webhook-signature': '1449e728d1f974d845183fb57ace8f78378037af0b78fc7a7664ddc4da0c1216',
};

const delivery = (headers: Delivery['headers'], body = BODY): Delivery => ({ headers, rawBody: Buffer.from(body) });
const verify = (given: Delivery, { secret = SECRET, now = NOW } = {}) => linq.webhook.verify(given, { secret, now });

describe('verification', () => {
	it('accepts the documented vector', () => expect(() => verify(delivery(STANDARD))).not.toThrow());

	it('accepts the vector of the deprecated headers', () => expect(() => verify(delivery(LEGACY))).not.toThrow());

	it('accepts what the standardwebhooks library signs', () => {
		const signature = new Webhook(SECRET).sign(ID, new Date(NOW), BODY);
		expect(() => verify(delivery({ ...STANDARD, 'webhook-signature': signature }))).not.toThrow();
	});

	it('accepts one right signature among several', () => {
		const several = `v1,${'A'.repeat(43)}= v1a,xyz ${STANDARD['webhook-signature']}`;
		expect(() => verify(delivery({ ...STANDARD, 'webhook-signature': several }))).not.toThrow();
	});

	it('goes by the standard headers where both are there', () => {
		const mixed = { ...LEGACY, ...STANDARD, 'webhook-signature': `v1,${'A'.repeat(43)}=` };
		expect(() => verify(delivery(mixed))).toThrow('No signature fits');
	});

	it.each([
		['the body', STANDARD, BODY.replace('🎉', '🎊')],
		['the id', { ...STANDARD, 'webhook-id': ID.replace('1', '2') }, BODY],
		['the timestamp', { ...STANDARD, 'webhook-timestamp': String(SENT_AT + 1) }, BODY],
		['the version of the signature', { ...STANDARD, 'webhook-signature': STANDARD['webhook-signature'].replace('v1', 'v2') }, BODY],
		['the body under the deprecated headers', LEGACY, BODY.replace('🎉', '🎊')],
	])('refuses a change of %s', (_, headers, body) => expect(() => verify(delivery(headers, body))).toThrow());

	it.each([
		[299, true],
		[-299, true],
		[301, false],
		[-301, false],
	])('of a delivery %i seconds old: %s', (seconds, isAccepted) => {
		for (const headers of [STANDARD, LEGACY]) {
			const attempt = () => verify(delivery(headers), { now: NOW + seconds * 1000 });
			if (isAccepted) expect(attempt).not.toThrow();
			else expect(attempt).toThrow('timestamp');
		}
	});

	it.each(['', ' ', 'whsec_', 'whsec_not base64'])('is refused with the secret “%s”, whichever headers an attacker chooses', (secret) => {
		const forged = createHmac('sha256', secret).update(`${SENT_AT}.${BODY}`).digest('hex');
		for (const headers of [STANDARD, { ...LEGACY, 'x-webhook-signature': forged }]) {
			expect(() => verify(delivery(headers), { secret })).toThrow(expect.objectContaining({ code: 'SECRET_MISSING' }));
		}
	});

	it('is refused without the raw body', () => {
		expect(() => verify({ headers: STANDARD, rawBody: undefined })).toThrow(expect.objectContaining({ code: 'NOT_VERIFIED' }));
	});

	it('is refused without any signature', () => {
		expect(() => verify(delivery({}))).toThrow(expect.objectContaining({ code: 'NOT_VERIFIED' }));
	});
});

describe('a custom emoji', () => {
	const reactionOf = (custom_emoji: unknown) => {
		const payload = { event_type: 'reaction.added', event_id: 'e1', data: { is_from_me: false, reaction_type: 'custom', custom_emoji } };
		return linq.webhook.parse(payload, delivery({}), { textFallback: false })?.reaction;
	};

	it('is passed on as it is', () => expect(reactionOf('❤')).toEqual({ type: 'emoji', emoji: '❤' }));

	it.each(['hello', '🎉🎉', ' '])('that is none (%s) is of a kind we don’t know', (text) =>
		expect(reactionOf(text)).toEqual({ type: 'unknown', name: text }),
	);
});

describe('a removal that doesn’t say of what', () => {
	it.each([{}, { reaction_type: null }, { reaction_type: '' }, { reaction_type: 7 }])('is one of whatever was there: %j', (more) => {
		const payload = { event_type: 'reaction.removed', event_id: 'e1', data: { is_from_me: false, message_id: 'm1', ...more } };
		const event = linq.webhook.parse(payload, delivery({}), { textFallback: false });
		expect(event).toMatchObject({ action: 'removed', reaction: { type: 'unknown' }, messageId: 'm1' });
	});
});

it('a tapback of our own is one where either says so', () => {
	const data = { is_from_me: false, reaction_type: 'like', from_handle: { handle: '+12025550101', is_me: true } };
	const payload = { event_type: 'reaction.added', event_id: 'e1', data };
	expect(linq.webhook.parse(payload, delivery({}), { textFallback: false })?.isFromMe).toBe(true);
});

describe('the event id', () => {
	const payload = (eventId?: string) => ({
		event_type: 'reaction.added',
		event_id: eventId,
		data: { is_from_me: false, reaction_type: 'like' },
	});
	const idOf = (given: unknown, headers: Delivery['headers']) =>
		linq.webhook.parse(given, delivery(headers), { textFallback: false })?.eventId;

	it('is the one in the body', () => expect(idOf(payload('evt-1'), STANDARD)).toBe('evt-1'));

	it('is the signed webhook-id where the body has none', () => expect(idOf(payload(), STANDARD)).toBe(ID));

	it('is never a webhook-id that nobody signed', () => expect(idOf(payload(), { ...LEGACY, 'webhook-id': ID })).toBeUndefined());
});

describe('the webhooks that stand', () => {
	it.each([
		['https://n8n.example/ask?version=2026-02-03', 'https://n8n.example/ask'],
		['https://n8n.example/ask?a=1&version=2026-02-03', 'https://n8n.example/ask?a=1'],
		['https://other.example/ask?version=2025-01-01', 'https://other.example/ask?version=2025-01-01'],
		['https://other.example/ask?conversion=2026-02-03', 'https://other.example/ask?conversion=2026-02-03'],
		['https://other.example/ask?version=2026-02-03&a=1', 'https://other.example/ask?version=2026-02-03&a=1'],
	])('%s are named as they were given to us', async (target, url) => {
		const { call } = scriptedCall({ json: { subscriptions: [{ id: 's1', target_url: target }] } });
		const spec = { url: '', fields: {}, knownSecret: undefined, newSecret: () => '' };
		expect(await linq.registration.list?.(call, spec)).toEqual([{ id: 's1', url }]);
	});
});

describe('reading one message', () => {
	const ID_OF_MESSAGE = '11111111-2222-4333-8444-555555555503';
	const read = async (message: object) => {
		const { call } = scriptedCall({ json: { id: ID_OF_MESSAGE, parts: [], ...message } });
		return await linq.readMessage?.(call, { messageId: ID_OF_MESSAGE, fields: {} });
	};

	it('gives the text of each part under its index, and all of it as one', async () => {
		const parts = [
			{ type: 'text', value: 'One' },
			{ type: 'media', value: 'cat.jpg', url: 'https://media.example.com/cat.jpg' },
			{ type: 'app_clip' },
			{ type: 'link', value: 'https://example.com' },
		];
		expect(await read({ parts, is_from_me: true, sent_at: '2026-05-08T16:25:00.123456789Z' })).toEqual({
			id: ID_OF_MESSAGE,
			text: 'One\nhttps://example.com',
			isFromMe: true,
			sentAt: '2026-05-08T16:25:00.123Z',
			parts: ['One', null, null, 'https://example.com'],
		});
	});

	it('goes by the time it was made where it doesn’t say when it was sent', async () => {
		expect((await read({ created_at: '2026-05-08T16:25:00Z' }))?.sentAt).toBe('2026-05-08T16:25:00.000Z');
	});

	it('guesses nothing of a message that says nothing of itself', async () => {
		expect(await read({})).toEqual({ id: ID_OF_MESSAGE, text: null, isFromMe: null, sentAt: null, parts: [] });
	});

	it('refuses one with a part it can’t read, whose indexes would be wrong', async () => {
		await expect(read({ parts: ['One', { type: 'text', value: 'Two' }] })).rejects.toMatchObject({ code: 'BAD_ANSWER' });
	});
});
