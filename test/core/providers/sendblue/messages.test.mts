import { describe, expect, it } from '@jest/globals';

import { sendMessage } from '../../../../core/tapbacks/send-message.ts';
import { providerById } from '../../../../core/providers/registry.ts';
import { ok, scriptedConnection } from '../../../harness/core/made-up.mts';
import { errorOf } from '../../../harness/error-of.mts';
import { codec, parse, command, PERSON, LINE, PICTURE } from '../../../harness/core/messages.mts';

describe('Sendblue’s messages', () => {
	const row = {
		...{
			accountEmail: 'agent@example.test',
			content: 'Hello!',
			is_outbound: false,
			status: 'RECEIVED',
			error_code: null,
			error_message: null,
		},
		...{
			message_handle: '99DCC379-DD76-4712-BA65-11EFB33B8CD6',
			date_sent: '2026-05-06T04:00:00.000Z',
			from_number: PERSON,
			number: PERSON,
		},
		...{ to_number: LINE, was_downgraded: null, plan: 'dedicated', media_url: '', message_type: 'message', group_id: '', participants: [] },
		...{ send_style: '', opted_out: false, sendblue_number: LINE, service: 'iMessage', group_display_name: '' },
	};

	it('are read as they were captured', () => {
		expect(parse('sendblue', row)).toEqual({
			...{ eventId: row.message_handle, messageId: row.message_handle, text: 'Hello!', media: [], actor: PERSON, isFromMe: false },
			...{ conversationId: null, isGroup: false, returnAddress: PERSON, service: 'iMessage', line: LINE, replyTo: null },
			occurredAt: '2026-05-06T04:00:00.000Z',
		});
	});

	it('name a group by its id, and nobody of it', () => {
		expect(parse('sendblue', { ...row, group_id: 'g1', message_type: 'group' })).toMatchObject({
			conversationId: 'g1',
			isGroup: true,
			returnAddress: null,
		});
		expect(parse('sendblue', { ...row, message_type: 'group' })).toMatchObject({
			conversationId: null,
			isGroup: true,
			returnAddress: null,
		});
	});

	it('may bring one medium and an inline reply', () => {
		expect(parse('sendblue', { ...row, content: '', media_url: PICTURE })).toMatchObject({ text: '', media: [{ url: PICTURE }] });
		expect(parse('sendblue', { ...row, reply_to: { message_handle: 'h0' } })?.replyTo).toEqual({ messageId: 'h0', partIndex: null });
	});

	it('are neither our own, nor typing, nor empty', () => {
		const others = [
			{ ...row, is_outbound: true },
			{ ...row, status: 'DELIVERED' },
			{ ...row, content: '' },
			{ is_typing: true, number: PERSON },
		];
		for (const other of others) expect(parse('sendblue', other)).toBeUndefined();
	});

	it('go to a number or a group, from a line', async () => {
		const build = codec('sendblue').build;
		expect(build(command({ to: PERSON, line: LINE }))).toMatchObject({
			path: '/api/send-message',
			body: { from_number: LINE, number: PERSON, content: 'Hi' },
			idempotent: false,
		});
		expect(build(command({ conversationId: PERSON, line: LINE })).body).toMatchObject({ number: PERSON });
		expect(build(command({ conversationId: 'g1', line: LINE, text: '', mediaUrls: [PICTURE] }))).toMatchObject({
			path: '/api/send-group-message',
			body: { from_number: LINE, group_id: 'g1', media_url: PICTURE },
		});
		expect((await errorOf(() => build(command({ to: PERSON })))).details.field).toBe('line');
	});

	it('are refused by a 200 that says ERROR', async () => {
		const { connection } = scriptedConnection([ok({ status: 'ERROR', error_code: 4001, error_message: 'Not a number' })]);
		const error = await errorOf(
			async () => await sendMessage(providerById('sendblue'), { to: PERSON, line: LINE, text: 'Hi' }, connection),
		);
		expect(error).toMatchObject({ code: 'REFUSED', details: { providerCode: '4001' } });
	});
});
