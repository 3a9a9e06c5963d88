import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { inkbox } from '../../../../core/providers/inkbox';
import { NOW, HUMAN, MESSAGE_ID, CONVERSATION_ID } from '../../../harness/core/inkbox.mts';
import { verifying, wrongSignatures } from '../../../harness/core/verifying.mts';

const SECRET = 'test-signing-key';
const BODY = '{"event":"message.received"}';
const VECTOR = 'sha256=ccab437c803be0681b6357433d3c0baa9cd235e817f3a831cf4cc75a0d789456';

describe('verify', () => {
	const delivery = (changes: Record<string, string | undefined> = {}, rawBody: Uint8Array = Buffer.from(BODY)) => ({
		headers: { 'x-inkbox-signature': VECTOR, 'x-inkbox-timestamp': '1741737600', 'x-inkbox-request-id': 'req-abc-123', ...changes },
		rawBody,
	});
	const { verify, codeOf } = verifying(inkbox, { delivery: delivery(), secret: SECRET, now: NOW });

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
		for (const received of wrongSignatures(VECTOR, other)) {
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
		expect(parseReaction({ direction: undefined })).toMatchObject({ isFromMe: true, actor: null });
		expect(parseReaction({ direction: 'Inbound' })).toMatchObject({ isFromMe: false, actor: HUMAN });
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
