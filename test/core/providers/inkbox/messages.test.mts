import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../../core/http/response.ts';
import { inkbox } from '../../../../core/providers/inkbox/index.ts';
import { NOW } from '../../../harness/core/made-up.mts';
import { errorOf } from '../../../harness/error-of.mts';
import { codec, parse, sent, command, PERSON, LINE, UUID, PICTURE } from '../../../harness/core/messages.mts';

describe('Inkbox’s messages', () => {
	const message = {
		...{ id: UUID, conversation_id: UUID, direction: 'inbound', remote_number: PERSON, sender_number: null, is_group: false },
		...{ content: 'Latest', service: 'imessage', media: [{ content_type: 'image/jpeg', size: 48213, url: PICTURE }] },
		...{ is_read: false, reactions: null, created_at: '2026-07-04T00:04:00Z' },
	};
	const event = (changes: object = {}, event_type = 'imessage.received') => ({
		...{ id: 'evt_3f2a9c', event_type, timestamp: '2026-07-04T00:04:00Z' },
		data: { message: { ...message, ...changes }, reaction: null, contacts: [], agent_identities: [{ id: 'somebody' }] },
	});

	it('are read as the SDK’s test has them', () => {
		expect(parse('inkbox', event())).toEqual({
			...{ eventId: 'evt_3f2a9c', messageId: UUID, text: 'Latest', media: [{ url: PICTURE, contentType: 'image/jpeg' }], actor: PERSON },
			...{ isFromMe: false, conversationId: UUID, isGroup: false, returnAddress: PERSON, service: 'imessage', line: null, replyTo: null },
			occurredAt: '2026-07-04T00:04:00.000Z',
		});
	});

	it('name who wrote in a group, and no address but the conversation', () => {
		expect(parse('inkbox', event({ is_group: true, sender_number: LINE, remote_number: null }))).toMatchObject({
			actor: LINE,
			returnAddress: null,
		});
	});

	it('may have no text, no media or a reply-to', () => {
		expect(parse('inkbox', event({ content: null }))).toMatchObject({ text: '' });
		expect(parse('inkbox', event({ media: null }))).toMatchObject({ media: [] });
		expect(parse('inkbox', event({ content: null, media: null }))).toBeUndefined();
		expect(parse('inkbox', event({ reply_to_message_id: UUID }))?.replyTo).toEqual({ messageId: UUID, partIndex: null });
	});

	it('are known as our own', () => {
		expect(parse('inkbox', event({ direction: 'outbound' }, 'imessage.sent'))).toMatchObject({ isFromMe: true });
	});

	it('are answered wrapped, and nothing else counts', async () => {
		expect(sent('inkbox', { message: { id: UUID, conversation_id: UUID, status: 'queued' } })).toEqual({
			outcome: 'accepted',
			messageId: UUID,
			conversationId: UUID,
		});
		expect((await errorOf(() => sent('inkbox', { id: UUID }))).code).toBe('BAD_ANSWER');
	});

	it('go to a conversation, or to a number in the name of an identity', () => {
		const build = codec('inkbox').build;
		expect(build(command({ conversationId: UUID, to: PERSON })).body).toEqual({ conversation_id: UUID, text: 'Hi' });
		expect(build(command({ to: PERSON, line: UUID }))).toMatchObject({
			query: { agent_identity_id: UUID },
			body: { to: PERSON, text: 'Hi' },
		});
	});

	it('go to no e-mail address, which Inkbox only hears from', async () => {
		const failure = await errorOf(() => codec('inkbox').build(command({ to: 'ana@example.com' })));
		expect(failure).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'to' } });
	});

	it('may be repeated with a key, which any text makes a valid header', () => {
		const build = (key?: string) => codec('inkbox').build(command({ to: PERSON, key }));
		const [first, same, other] = [build('Frage ❓ 1'), build('Frage ❓ 1'), build('Frage ❓ 2')];
		expect(first).toMatchObject({ idempotent: true, headers: { Prefer: 'idempotency-replay' } });
		expect(first.headers?.['Idempotency-Key']).toMatch(/^[!-~]{1,255}$/);
		expect(first).toEqual(same);
		expect(first.headers).not.toEqual(other.headers);
		expect(build()).toMatchObject({ idempotent: false });
		expect(build()).not.toHaveProperty('headers');
	});

	it.each([
		[409, 'idempotency_in_progress', 'TARGET_NOT_READY'],
		[409, 'idempotency_key_reused', 'REFUSED'],
		[409, 'result_unavailable', 'PROVIDER_FAILED'],
		[503, 'send_outcome_ambiguous', 'PROVIDER_FAILED'],
		[422, 'recipient_not_e164', 'TARGET_UNSUPPORTED'],
		[409, 'conversation_released', 'NOT_ALLOWED'],
	])('are refused with %i %s as %s', async (status, error, code) => {
		const { errorRules } = codec('inkbox');
		const provider = { ...inkbox, errors: { ...inkbox.errors, rules: errorRules } };
		const response = { status, headers: {}, body: JSON.stringify({ detail: { error, message: 'No' } }) };
		expect((await errorOf(() => readResponse(provider, response, NOW))).code).toBe(code);
	});
});
