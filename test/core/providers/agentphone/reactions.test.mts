import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../../core/http/response';
import type { ApiClient, HttpRequest } from '../../../../core/http/types';
import { agentphone } from '../../../../core/providers/agentphone';
import type { SendCommand } from '../../../../core/providers/reactions';
import { NOW, ME, HUMAN } from '../../../harness/core/agentphone.mts';
import { scripted } from '../../../harness/core/scripted-api.mts';
import { errorOf } from '../../../harness/error-of.mts';

const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
	action: 'add',
	messageId: 'msg_1',
	partIndex: undefined,
	reaction: { type: 'love' },
	fields: {},
	...changes,
});

describe('send', () => {
	const parse = (json: unknown, given = command()) => agentphone.send.parse({ status: 200, headers: {}, json }, given);

	it('puts the name into the body and the id, encoded, into the path', () => {
		expect(agentphone.send.build(command({ messageId: 'a/b', partIndex: 0 }))).toEqual({
			method: 'POST',
			path: '/v1/messages/a%2Fb/reactions',
			body: { reaction: 'love' },
			idempotent: true,
		});
	});
	it('sends an emoji literally, also the heart', () => {
		expect(agentphone.send.build(command({ reaction: { type: 'emoji', emoji: '❤️' } })).body).toEqual({ reaction: '❤️' });
	});
	it('takes the record for a confirmation', () => {
		expect(parse({ id: 'r_1', reaction_type: 'love', message_id: 'msg_1', channel: 'iMessage' })).toEqual({
			outcome: 'applied',
			reactionId: 'r_1',
		});
	});
	it('does not mind a variation selector', () => {
		expect(parse({ reaction_type: '❤' }, command({ reaction: { type: 'emoji', emoji: '❤️' } })).outcome).toBe('applied');
	});
	it.each([undefined, null, {}, [], { id: 'r_1' }, { id: 'r_1', reaction_type: 'like' }])('takes %j for no confirmation', async (json) => {
		expect((await errorOf(() => parse(json))).code).toBe('BAD_ANSWER');
	});
});

describe('faults', () => {
	const read = (status: number, json: unknown, headers = {}) =>
		errorOf(() => readResponse(agentphone, { status, headers, body: JSON.stringify(json) }, NOW));

	it.each([
		[
			400,
			{ detail: 'This line does not support custom emoji reactions. Upgrade at https://x.example' },
			'TARGET_UNSUPPORTED',
			/newer line/,
		],
		[400, { detail: 'Reactions are only supported on iMessage' }, 'TARGET_UNSUPPORTED', /Only iMessages/],
		[400, { error: { message: 'Bad limit', code: 'VALIDATION_ERROR' } }, 'REFUSED', /Check the parameters/],
		[400, { detail: 'Invalid webhook URL' }, 'REFUSED', /Invalid webhook URL/],
		[401, { detail: 'Invalid API key' }, 'AUTH_FAILED', /API Key/],
		[402, { error: { message: 'No balance', code: 'INSUFFICIENT_BALANCE', type: 't', details: [] } }, 'PAYMENT_REQUIRED', /top it up/],
		[404, { detail: 'Message not found' }, 'TARGET_NOT_FOUND', /Check Message ID/],
		[404, { detail: 'Conversation not found' }, 'TARGET_NOT_FOUND', /Check Conversation ID/],
		[404, { detail: 'Agent not found' }, 'REFUSED', /agent/],
		[422, { detail: [{ loc: ['body', 'reaction'], msg: 'Field required', type: 'missing' }] }, 'REFUSED', /body\.reaction: Field required/],
		[429, { error: { message: 'Slow down', code: 'RATE_LIMIT_EXCEEDED' } }, 'RATE_LIMITED', /Slow down/],
		[502, { error: { message: 'Carrier', code: 'CARRIER_ERROR' } }, 'PROVIDER_FAILED', /carrier/],
		[503, { detail: 'Down' }, 'PROVIDER_FAILED', /Down/],
	])('reads %i %j as %s', async (status, json, code, says) => {
		const error = await read(status, json);
		expect(error.code).toBe(code);
		expect(error.message).toMatch(says);
	});
	it('sees an error inside a success, and none in an answer without one', async () => {
		expect((await read(200, { detail: 'No' })).code).toBe('REFUSED');
		for (const body of ['null', '{"data":[]}', ''])
			expect(() => readResponse(agentphone, { status: 200, headers: {}, body }, NOW)).not.toThrow();
	});
});

describe('read', () => {
	const PATH = 'GET /v1/conversations/conv_1/messages';
	const message = (id: string, receivedAt: string, reactions: unknown = []) => ({
		id,
		body: 'x',
		fromNumber: HUMAN,
		toNumber: ME,
		direction: 'inbound',
		channel: 'imessage',
		receivedAt,
		reactions,
	});
	const entry = (reactionType: string, createdAt: string, changes = {}) => ({
		id: `r_${reactionType}`,
		reactionType,
		fromNumber: HUMAN,
		direction: 'inbound',
		createdAt,
		...changes,
	});
	const read = async (call: ApiClient, messageId = 'msg_1') =>
		(await agentphone.read?.(call, { messageId, fields: { conversationId: 'conv_1' } }))?.tapbacks;

	it('reads each entry with who, what and when', async () => {
		const reactions = [
			entry('laugh', '2026-01-01T00:02:00Z'),
			entry('like', '2026-01-01T00:00:00Z', { fromNumber: ME, direction: 'outbound' }),
		];
		const { call } = scripted({ [PATH]: { data: [message('msg_1', '2026-01-01T00:00:00Z', reactions)], hasMore: false } });
		expect(await read(call)).toEqual([
			{
				reaction: { type: 'laugh' },
				messageId: 'msg_1',
				partIndex: null,
				actor: HUMAN,
				isFromMe: false,
				conversationId: 'conv_1',
				service: 'imessage',
				line: ME,
				occurredAt: '2026-01-01T00:02:00.000Z',
				reactionId: 'r_laugh',
			},
			expect.objectContaining({ reaction: { type: 'like' }, actor: ME, isFromMe: true }),
		]);
	});
	it('finds none on a message without reactions', async () => {
		const { call } = scripted({ [PATH]: { data: [message('msg_1', '2026-01-01T00:00:00Z', null)], hasMore: false } });
		expect(await read(call)).toEqual([]);
	});
	it('goes back page by page, not losing what arrived in the same instant', async () => {
		const { call, asked } = scripted({
			[PATH]: ({ query }: HttpRequest) =>
				query?.before === undefined
					? { data: [message('msg_3', '2026-01-01T00:03:00Z'), message('msg_2', '2026-01-01T00:02:00Z')], hasMore: true }
					: { data: [message('msg_1', '2026-01-01T00:02:00Z', [entry('love', '2026-01-01T00:04:00Z')])], hasMore: false },
		});
		expect(await read(call)).toHaveLength(1);
		expect(asked[1]?.query?.before).toBe('2026-01-01T00:02:00.001Z');
	});
	it('stops at the end and says how far it looked', async () => {
		const { call } = scripted({ [PATH]: { data: [message('msg_2', '2026-01-01T00:02:00Z')], hasMore: false } });
		const error = await errorOf(() => read(call));
		expect(error).toMatchObject({
			code: 'TARGET_NOT_FOUND',
			message: expect.stringContaining('among the newest of conversation conv_1 (1 were read). Check Message ID and Conversation ID.'),
		});
	});
	it('stops where pages do not get older', async () => {
		const { call, asked } = scripted({ [PATH]: { data: [message('msg_2', '2026-01-01T00:02:00Z')], hasMore: true } });
		expect((await errorOf(() => read(call))).code).toBe('TARGET_NOT_FOUND');
		expect(asked).toHaveLength(2);
	});
	it('stops after a bounded number of pages', async () => {
		let minute = 0;
		const older = () => ({ data: [message(`m_${(minute += 1)}`, new Date(NOW - minute * 60_000).toISOString())], hasMore: true });
		const { call, asked } = scripted({ [PATH]: older });
		expect((await errorOf(() => read(call))).code).toBe('TARGET_NOT_FOUND');
		expect(asked).toHaveLength(20);
	});
});
