import { describe, expect, it } from '@jest/globals';

import type { ApiClient, HttpRequest } from '../../../../core/http/types';
import { sendTapback } from '../../../../core/tapbacks/send';
import { inkbox } from '../../../../core/providers/inkbox';
import type { SendCommand } from '../../../../core/providers/reactions';
import { createToggleMemory } from '../../../../core/tapbacks/toggle-memory';
import { scriptedConnection } from '../../../harness/core/made-up.mts';
import { HUMAN, MESSAGE_ID, CONVERSATION_ID } from '../../../harness/core/inkbox.mts';
import { scripted } from '../../../harness/core/scripted-api.mts';
import { errorOf } from '../../../harness/error-of.mts';

describe('send', () => {
	const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
		action: 'add',
		messageId: MESSAGE_ID,
		partIndex: undefined,
		reaction: { type: 'love' },
		fields: {},
		...changes,
	});
	const made = (changes: object = {}) => ({
		id: 'r_1',
		target_message_id: MESSAGE_ID,
		reaction: 'love',
		custom_emoji: null,
		part_index: 0,
		...changes,
	});
	const parse = (json: unknown, given = command()) => inkbox.send.parse({ status: 201, headers: {}, json }, given);

	it('puts everything into the body, the part only where one is given', () => {
		expect(inkbox.send.build(command())).toEqual({
			method: 'POST',
			path: '/api/v1/imessage/reactions',
			body: { message_id: MESSAGE_ID, reaction: 'love' },
			idempotent: true,
		});
		expect(inkbox.send.build(command({ partIndex: 0 })).body).toHaveProperty('part_index', 0);
	});
	it('sends 👀 as eyes, and refuses every other emoji', async () => {
		expect(inkbox.send.build(command({ reaction: { type: 'emoji', emoji: '👀' } })).body).toHaveProperty('reaction', 'eyes');
		expect((await errorOf(() => inkbox.send.build(command({ reaction: { type: 'emoji', emoji: '❤️' } })))).code).toBe('UNSUPPORTED');
	});
	it('takes the tapback that was asked for as a confirmation', () => {
		expect(parse(made())).toEqual({ outcome: 'applied', reactionId: 'r_1' });
		expect(
			parse(made({ reaction: 'eyes', part_index: 2 }), command({ partIndex: 2, reaction: { type: 'emoji', emoji: '👀' } })).outcome,
		).toBe('applied');
	});
	it.each([undefined, null, {}, [], made({ reaction: 'like' }), made({ part_index: 1 }), made({ target_message_id: CONVERSATION_ID })])(
		'takes %j for no confirmation',
		async (json) => {
			expect((await errorOf(() => parse(json))).code).toBe('BAD_ANSWER');
		},
	);
	it('says to look at the conversation where another tapback is confirmed', async () => {
		expect((await errorOf(() => parse(made({ reaction: 'like' })))).message).toBe(
			'Inkbox confirmed a different tapback than requested. Look at the conversation to see which one is there.',
		);
	});
});

describe('read', () => {
	const PATH = `GET /api/v1/imessage/messages/${MESSAGE_ID.toUpperCase()}`;
	const message = (changes: object = {}) => ({
		id: MESSAGE_ID,
		conversation_id: CONVERSATION_ID,
		service: 'imessage',
		reactions: null,
		...changes,
	});
	const LIVE = {
		id: 'r_1',
		direction: 'inbound',
		reaction: 'custom',
		custom_emoji: '🌴',
		remote_number: HUMAN,
		part_index: 1,
		created_at: '2026-07-04T00:05:00Z',
	};
	const query = { messageId: MESSAGE_ID.toUpperCase(), fields: {} };
	const read = async (answer: unknown) => (await inkbox.read?.(scripted({ [PATH]: answer }).call, query))?.tapbacks;
	const readMessage = async (answer: unknown) => await inkbox.readMessage?.(scripted({ [PATH]: answer }).call, query);

	it('gives the live set of the message, by its id alone', async () => {
		const { call, asked } = scripted({ [PATH]: message({ reactions: [LIVE, { ...LIVE, direction: 'outbound', reaction: 'like' }] }) });
		expect((await inkbox.read?.(call, query))?.tapbacks).toEqual([
			{
				reaction: { type: 'emoji', emoji: '🌴' },
				messageId: MESSAGE_ID,
				partIndex: 1,
				actor: HUMAN,
				isFromMe: false,
				conversationId: CONVERSATION_ID,
				service: 'imessage',
				line: null,
				occurredAt: '2026-07-04T00:05:00.000Z',
				reactionId: 'r_1',
			},
			expect.objectContaining({ reaction: { type: 'like' }, isFromMe: true, actor: null }),
		]);
		expect(asked).toHaveLength(1);
		expect(asked[0]?.query).toBeUndefined();
	});
	it('finds none where reactions is null', async () => {
		expect(await read(message())).toEqual([]);
	});
	it('gives the text, whose it is and when it was sent', async () => {
		expect(await readMessage(message({ content: 'Noon?', direction: 'outbound', created_at: '2026-07-04T00:05:00Z' }))).toEqual({
			id: MESSAGE_ID,
			text: 'Noon?',
			isFromMe: true,
			sentAt: '2026-07-04T00:05:00.000Z',
		});
	});
	it('guesses nothing of a message that says nothing of itself', async () => {
		expect(await readMessage({ id: MESSAGE_ID })).toEqual({ id: MESSAGE_ID, text: null, isFromMe: null, sentAt: null });
	});
	it.each([
		['a list', [message()]],
		['another message', message({ id: CONVERSATION_ID })],
	])('refuses %s', async (_, answer) => {
		expect((await errorOf(() => read(answer))).code).toBe('BAD_ANSWER');
		expect((await errorOf(() => readMessage(answer))).code).toBe('BAD_ANSWER');
	});
});

describe('what stands on recent messages', () => {
	const PATH = 'GET /api/v1/imessage/messages';
	const LIVE = {
		id: 'r_1',
		direction: 'inbound',
		reaction: 'love',
		remote_number: HUMAN,
		part_index: 0,
		created_at: '2026-07-04T00:05:00Z',
	};
	const message = (id: string, reactions: unknown = null) => ({ id, conversation_id: CONVERSATION_ID, service: 'imessage', reactions });
	const full = (page: number) => Array.from({ length: 200 }, (_, i) => message(`m_${page}_${i}`));
	const pages = (count: number, rest: unknown[] = []) => ({
		[PATH]: ({ query }: HttpRequest) => (Number(query?.offset) < count * 200 ? full(Number(query?.offset) / 200) : rest),
	});
	const recent = async (call: ApiClient, wanted: string[] = [], fields: Record<string, string> = { identityId: 'i_1' }) =>
		(await inkbox.readRecent?.(call, { fields, wanted: new Set(wanted) })) ?? [];
	const idsOf = async (reactions: unknown) =>
		(await recent(scripted({ [PATH]: [message('m_1', reactions), message('m_2')] }).call)).map(({ messageId }) => messageId);

	it('is one page of the identity’s newest messages, groups included', async () => {
		const { call, asked } = scripted(pages(3));
		const read = await recent(call);
		expect(read).toHaveLength(200);
		expect(asked.map(({ query }) => query)).toEqual([{ limit: '200', include_groups: 'true', agent_identity_id: 'i_1', offset: '0' }]);
	});
	it('goes further back for a message that is wanted, no further than needed, and five pages at most', async () => {
		const askedFor = async (wanted: string) => {
			const { call, asked } = scripted(pages(9));
			await recent(call, [wanted]);
			return asked.length;
		};
		expect(await askedFor('m_0_3')).toBe(1);
		expect(await askedFor('m_1_3')).toBe(2);
		expect(await askedFor('m_8_3')).toBe(5);
	});
	it('stops at the last page', async () => {
		const { call, asked } = scripted(pages(1, [message('last')]));
		expect(await recent(call, ['gone'])).toHaveLength(201);
		expect(asked).toHaveLength(2);
	});
	it('fails as a whole where one page does', async () => {
		const { call } = scripted({ [PATH]: ({ query }: HttpRequest) => (query?.offset === '0' ? full(0) : { detail: 'odd' }) });
		expect((await errorOf(() => recent(call, ['gone']))).code).toBe('BAD_ANSWER');
	});
	it('has every tapback, and none where the list is null', async () => {
		const read = await recent(scripted({ [PATH]: [message('m_1', [LIVE]), message('m_2')] }).call);
		expect(read).toEqual([
			{ messageId: 'm_1', tapbacks: [expect.objectContaining({ reaction: { type: 'love' }, actor: HUMAN, reactionId: 'r_1' })] },
			{ messageId: 'm_2', tapbacks: [] },
		]);
	});
	it.each([
		['with a list that is none', {}],
		['with an entry that is none', [LIVE, 'love']],
		['with an entry without a kind', [{ ...LIVE, reaction: undefined }]],
		['with an entry without a part', [{ ...LIVE, part_index: '0' }]],
		['with an entry that doesn’t say whose it is', [{ ...LIVE, direction: undefined }]],
	])('leaves out a message %s', async (_, reactions) => {
		expect(await idsOf(reactions)).toEqual(['m_2']);
	});
	it('leaves out a message without the list', async () => {
		expect(await recent(scripted({ [PATH]: [{ id: 'm_1', conversation_id: CONVERSATION_ID }] }).call)).toEqual([]);
	});
	it('is that of the only identity, or of none where there are several', async () => {
		const identities = (...labels: string[]) => ({
			'GET /api/v1/identities': labels.map((label) => ({ id: `i_${label}`, agent_handle: label })),
		});
		const one = scripted({ ...identities('demo'), [PATH]: [] });
		await recent(one.call, [], {});
		expect(one.asked[1]?.query).toHaveProperty('agent_identity_id', 'i_demo');
		const several = scripted(identities('demo', 'other'));
		expect((await errorOf(() => recent(several.call, [], {}))).code).toBe('INVALID_INPUT');
	});
});

describe('a removal', () => {
	const command: SendCommand = {
		action: 'remove',
		messageId: MESSAGE_ID,
		partIndex: 0,
		reaction: { type: 'love' },
		fields: {},
		reactionId: 'r/1',
	};

	it('names the tapback’s id and nothing else, and may be repeated', () => {
		expect(inkbox.send.build(command)).toEqual({ method: 'DELETE', path: '/api/v1/imessage/reactions/r%2F1', idempotent: true });
	});
	it('is done with an empty answer', () => {
		expect(inkbox.send.parse({ status: 204, headers: {}, json: undefined }, command)).toEqual({ outcome: 'applied', reactionId: 'r/1' });
	});
	it.each([
		['without the list of tapbacks', {}],
		['with a list that is none', { reactions: {} }],
		['with an entry without a kind', { reactions: [{ direction: 'outbound', part_index: 0 }] }],
		['with an entry that doesn’t say whose it is', { reactions: [{ reaction: 'love', part_index: 0 }] }],
		['with an entry without a part', { reactions: [{ reaction: 'love', direction: 'outbound' }] }],
	])('says nothing of a message %s', async (_, fields) => {
		const { connection } = scriptedConnection(Array(9).fill({ body: JSON.stringify({ id: MESSAGE_ID, ...fields }) }));
		const options = { connection, memory: createToggleMemory(), whenUnsupported: 'error' } as const;
		const input = { action: 'remove', messageId: MESSAGE_ID, reaction: 'love' } as const;
		expect((await errorOf(() => sendTapback(inkbox, input, options))).code).toBe('BAD_ANSWER');
	});
});
