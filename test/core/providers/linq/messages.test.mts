import { describe, expect, it } from '@jest/globals';

import { errorOf } from '../../../harness/error-of.mts';
import { codec, parse, sent, command, PERSON, LINE, UUID } from '../../../harness/core/messages.mts';

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
		expect((await errorOf(() => sent('linq', { chat_id: 'c', message: { ...message, delivery_status: 'failed' } }))).code).toBe('REFUSED');
		expect((await errorOf(() => sent('linq', {}))).code).toBe('BAD_ANSWER');
	});
});
