import { describe, expect, it } from '@jest/globals';

import { errorOf } from '../../../harness/error-of.mts';
import { codec, parse, command, PERSON, LINE, PICTURE } from '../../../harness/core/messages.mts';

describe('AgentPhone’s messages', () => {
	const data = {
		...{ messageId: 'msg_003', conversationId: 'conv_def', numberId: 'num_xyz', from: PERSON, to: LINE, message: 'Hey from iMessage!' },
		...{ contact: null, mediaUrl: null, mediaUrls: [], direction: 'inbound', receivedAt: '2026-06-01T10:02:00Z' },
	};
	const event = (changes: object = {}, channel = 'imessage') => ({
		...{ event: 'agent.message', channel, timestamp: '2026-06-01T10:02:00Z', agentId: 'agent_test123' },
		data: { ...data, ...changes },
	});

	it('are read as the vendor’s fixture has them', () => {
		expect(parse('agentphone', event())).toEqual({
			...{ eventId: 'message|msg_003', messageId: 'msg_003', text: 'Hey from iMessage!', media: [], actor: PERSON, isFromMe: false },
			...{ conversationId: 'conv_def', isGroup: false, returnAddress: PERSON, service: 'imessage', line: LINE, replyTo: null },
			occurredAt: '2026-06-01T10:02:00.000Z',
		});
	});

	it.each(['iMessage', 'SMS', 'sms', 'mms'])('come through %s, however that is written', (channel) => {
		expect(parse('agentphone', event({}, channel))).toMatchObject({ text: 'Hey from iMessage!', service: channel });
	});

	it('take an id from the header only in the form that holds the body’s number', () => {
		const without = event({ messageId: undefined });
		expect(parse('agentphone', without, { 'X-Webhook-ID': 'del_cm123_num_xyz' })).toMatchObject({ messageId: 'cm123' });
		for (const id of ['del_cm123_num_other', 'del__num_xyz', '11111111-2222-4333-8444-555555555501', '']) {
			expect(parse('agentphone', without, { 'X-Webhook-ID': id })).toMatchObject({ messageId: null });
		}
		// The header isn't signed, so it has no part in telling copies.
		const [first, second] = ['del_a_num_xyz', 'del_b_num_xyz'].map((id) => parse('agentphone', without, { 'X-Webhook-ID': id }));
		expect(first?.eventId).toBe(second?.eventId);
		expect(parse('agentphone', event({ messageId: undefined, message: 'Other' }))?.eventId).not.toBe(first?.eventId);
	});

	it('never give a person’s address for a group', () => {
		expect(parse('agentphone', event({ group: { id: 'grp_9' } }))).toMatchObject({ isGroup: true, returnAddress: 'grp_9', line: LINE });
		expect(parse('agentphone', event({ to: 'grp_9' }))).toMatchObject({ isGroup: true, returnAddress: 'grp_9', line: 'num_xyz' });
		expect(parse('agentphone', event({ group: { name: 'Cake' } }))).toMatchObject({ isGroup: true, returnAddress: null });
	});

	it('know one medium, several, and none', () => {
		expect(parse('agentphone', event({ message: '', mediaUrl: PICTURE }))?.media).toEqual([{ url: PICTURE, contentType: null }]);
		expect(parse('agentphone', event({ mediaUrls: ['https://a.example', 7, 'https://b.example'] }))?.media).toHaveLength(2);
		expect(parse('agentphone', event({ message: '' }))).toBeUndefined();
	});

	it('are no calls, no other channels and no reactions', () => {
		for (const channel of ['voice', 'whatsapp']) expect(parse('agentphone', event({}, channel))).toBeUndefined();
		expect(parse('agentphone', { ...event(), event: 'agent.reaction' })).toBeUndefined();
		expect(parse('agentphone', event({ direction: 'outbound', from: LINE, to: PERSON }))).toMatchObject({
			isFromMe: true,
			returnAddress: null,
		});
	});

	it('go by number, or by the id of a number', () => {
		const build = codec('agentphone').build;
		expect(build(command({ to: PERSON, line: LINE }))).toMatchObject({
			path: '/v1/messages',
			body: { body: 'Hi', to_number: PERSON, from_number: LINE },
			idempotent: false,
		});
		expect(build(command({ to: 'grp_9', line: 'num_xyz', text: '', mediaUrls: [PICTURE] })).body).toEqual({
			...{ body: '', to_number: 'grp_9', number_id: 'num_xyz' },
			media_urls: [PICTURE],
		});
	});

	it('need the line, for the account may have several', async () => {
		expect((await errorOf(() => codec('agentphone').build(command({ to: PERSON })))).details.field).toBe('line');
		expect((await errorOf(() => codec('agentphone').build(command({ conversationId: 'conv_1', line: LINE })))).details.field).toBe('to');
	});
});
