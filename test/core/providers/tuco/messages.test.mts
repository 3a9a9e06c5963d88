import { describe, expect, it } from '@jest/globals';

import { errorOf } from '../../../harness/error-of.mts';
import { codec, parse, sent, command, PERSON, PICTURE } from '../../../harness/core/messages.mts';

describe('Tuco’s messages', () => {
	const id = '674abc0123456789abcdef02';
	const line = '699f704bc405fae6ca299a08';
	const base = { event: 'message.reply', timestamp: '2026-03-02T15:00:00.000Z', workspaceId: 'org_x', messageId: id };
	const shapes: Array<[string, object, object]> = [
		[
			'of message webhooks',
			{
				...base,
				...{ phone: PERSON, fromLineId: line, repliedAtUtc: '2026-03-02T14:59:58.000Z', message: 'Thanks', originalMessageId: 'x' },
				data: { reply: { recipientPhone: PERSON, messageId: id, respondedAtUtc: '2026-03-02T14:59:58.000Z' } },
			},
			{ actor: PERSON, line, occurredAt: '2026-03-02T14:59:58.000Z' },
		],
		[
			'with the message as an object',
			{ ...base, message: { messageId: id, message: 'Thanks', direction: 'received', recipientPhone: PERSON } },
			{ actor: PERSON, line: null, occurredAt: '2026-03-02T15:00:00.000Z' },
		],
		[
			'of the integrations page',
			{
				...{ event: base.event, timestamp: base.timestamp },
				data: { messageId: id, recipientPhone: PERSON, message: 'Thanks', lineId: line, attachmentUrls: [PICTURE] },
			},
			{ actor: PERSON, line, media: [{ url: PICTURE, contentType: null }] },
		],
	];

	it.each(shapes)('are read in the shape %s', (_title, payload, more) => {
		expect(parse('tuco', payload)).toEqual({
			...{ eventId: `message|${id}`, messageId: id, text: 'Thanks', media: [], isFromMe: false, conversationId: null, isGroup: false },
			...{ returnAddress: PERSON, service: null, replyTo: null, occurredAt: '2026-03-02T15:00:00.000Z', ...more },
		});
	});

	it('may come from an e-mail address, and from nobody who is told', () => {
		expect(
			parse('tuco', { ...base, message: 'Hi', data: { reply: { recipientPhone: null, recipientEmail: 'jane@example.com' } } }),
		).toMatchObject({
			returnAddress: 'jane@example.com',
		});
		expect(parse('tuco', { ...base, message: 'Hi' })).toMatchObject({ actor: null, returnAddress: null });
	});

	it('are no test of the webhook, and nothing without an id or content', () => {
		const test = { event: 'message.reply', data: { test: true, message: 'This is a health check' } };
		const others = [
			test,
			{ ...base, ...test },
			{ ...base, message: '' },
			{ ...base, messageId: undefined, message: 'x' },
			{ ...base, event: 'message.sent' },
		];
		for (const other of others) expect(parse('tuco', other)).toBeUndefined();
	});

	it('go to a number or an e-mail address', () => {
		const build = codec('tuco').build;
		expect(build(command({ to: PERSON, line }))).toMatchObject({
			body: { message: 'Hi', recipientPhone: PERSON, fromLineId: line },
			idempotent: false,
		});
		expect(build(command({ to: 'jane@example.com', text: '', mediaUrls: [PICTURE] })).body).toEqual({
			recipientEmail: 'jane@example.com',
			attachmentUrls: [PICTURE],
		});
	});

	it('never go out with something else in place of {{', async () => {
		const error = await errorOf(() => codec('tuco').build(command({ to: PERSON, text: 'Hi {{firstName}}' })));
		expect(error).toMatchObject({ code: 'UNSUPPORTED', details: { field: 'text' } });
	});

	it('are answered by their own id; a failure inside is a refusal, a copy is unchanged', async () => {
		expect(sent('tuco', { success: true, status: 'pending', message: { _id: id, status: 'pending' }, leadId: 'x' })).toEqual({
			...{ outcome: 'accepted', messageId: id, conversationId: null },
		});
		expect(sent('tuco', { success: true, messageId: id, skipped: false })).toMatchObject({ messageId: id });
		expect(sent('tuco', { success: true, skipped: true, reason: 'duplicate_send_recent', originalMessageId: id })).toMatchObject({
			...{ outcome: 'unchanged', messageId: id, reason: expect.stringContaining('duplicate_send_recent') },
		});
		expect((await errorOf(() => sent('tuco', { success: true, message: { _id: id, status: 'failed' } }))).code).toBe('REFUSED');
	});
});
