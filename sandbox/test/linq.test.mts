import { afterEach, describe, expect, it } from '@jest/globals';
import { LINQ_API, subscribeAtLinq } from './harness/linq.mts';
import { caller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

let passedMs = 0;
const sandbox = useSandbox({ now: () => Date.now() + passedMs });
const receiver = useReceiver();
const call = caller(sandbox, 'linq');

const subscribe = (fields?: Record<string, unknown>) => subscribeAtLinq(call, receiver, fields);

function react(messageId: string, body: unknown) {
	return call('POST', `${LINQ_API}/messages/${messageId}/reactions`, body);
}

const smsId = () => seeded(sandbox, 'linq').sms.id;

describe('a Linq reaction', () => {
	it('is accepted with 202 and echoed with the same trace id', async () => {
		await subscribe();
		const { human } = seeded(sandbox, 'linq');
		const { status, json, headers } = await react(human.id, { operation: 'add', type: 'love' });
		expect(status).toBe(202);
		expect(json).toEqual({
			message: 'Reaction processed',
			status: 'accepted',
			trace_id: headers.get('x-trace-id'),
		});
		const [echo] = await receiver.received(1);
		expect(echo?.json).toMatchObject({
			api_version: 'v3',
			webhook_version: '2026-02-03',
			event_type: 'reaction.added',
			trace_id: json.trace_id,
			data: {
				is_from_me: true,
				reaction_type: 'love',
				custom_emoji: null,
				message_id: human.id,
				part_index: 0,
				from: '+12025550101',
			},
		});
		expect(echo?.json.created_at).toMatch(/\.\d{9}Z$/);
	});

	it('answers 200 when the quirk says so', async () => {
		sandbox.control.changeQuirks('linq', { sendStatus: 200 });
		expect((await react(seeded(sandbox, 'linq').human.id, { operation: 'add', type: 'like' })).status).toBe(200);
	});

	it('lives on its part in every read', async () => {
		const { multiPart } = seeded(sandbox, 'linq');
		await react(multiPart.id, { operation: 'add', type: 'custom', custom_emoji: '🎉', part_index: 1 });
		const { json } = await call('GET', `${LINQ_API}/messages/${multiPart.id}`);
		expect(json.parts?.[0]?.reactions).toBeNull();
		expect(json.parts?.[1]?.reactions).toMatchObject([
			{
				is_me: true,
				type: 'custom',
				custom_emoji: '🎉',
				sticker: null,
				handle: { handle: '+12025550101', is_me: true },
			},
		]);
		const list = await call('GET', `${LINQ_API}/chats/${multiPart.conversationId}/messages?limit=2`);
		expect(JSON.stringify(list.json.messages)).toContain('🎉');
		expect((await call('GET', `${LINQ_API}/messages/${multiPart.id}/thread`)).json.messages).toHaveLength(1);
	});

	it('is set, not toggled: the same again changes nothing and is not echoed', async () => {
		await subscribe();
		const { human } = seeded(sandbox, 'linq');
		await react(human.id, { operation: 'add', type: 'love' });
		await react(human.id, { operation: 'add', type: 'love' });
		await settle();
		expect(sandbox.control.tapbacks('linq', human.id)).toHaveLength(1);
		expect(receiver.calls).toHaveLength(1);
	});

	it('is removed by operation, and removing what is absent is accepted without an event', async () => {
		await subscribe();
		const { human } = seeded(sandbox, 'linq');
		await react(human.id, { operation: 'add', type: 'love' });
		expect((await react(human.id, { operation: 'remove', type: 'like' })).status).toBe(202);
		expect(sandbox.control.tapbacks('linq', human.id)).toHaveLength(1);
		expect((await react(human.id, { operation: 'remove', type: 'love' })).status).toBe(202);
		expect(sandbox.control.tapbacks('linq', human.id)).toEqual([]);
		await receiver.received(2);
		await react(human.id, { operation: 'remove', type: 'love' });
		await settle();
		expect(receiver.calls.map(({ json }) => json.event_type)).toEqual(['reaction.added', 'reaction.removed']);
	});

	it.each([
		['added-only', ['reaction.added:like']],
		['removed-then-added', ['reaction.removed:love', 'reaction.added:like']],
		['added-then-removed', ['reaction.added:like', 'reaction.removed:love']],
	])('is swapped as the quirk says: %s', async (swap, expected) => {
		sandbox.control.changeQuirks('linq', { swap });
		const { human } = seeded(sandbox, 'linq');
		sandbox.control.react('linq', { messageId: human.id, reaction: 'love' });
		await subscribe();
		sandbox.control.react('linq', { messageId: human.id, reaction: 'like' });
		const calls = await receiver.received(expected.length);
		await settle();
		expect(calls.map(({ json }) => `${String(json.event_type)}:${String(json.data?.reaction_type)}`)).toEqual(expected);
	});

	it.each([
		['an empty body', undefined, 400, 1003],
		['no operation', { type: 'love' }, 400, 1001],
		['no type', { operation: 'add' }, 400, 1001],
		['an unknown operation', { operation: 'toggle', type: 'love' }, 400, 1005],
		['an unknown type', { operation: 'add', type: 'heart' }, 400, 1005],
		['a sticker', { operation: 'add', type: 'sticker' }, 400, 1005],
		['custom without an emoji', { operation: 'add', type: 'custom' }, 400, 1001],
		['custom with two emoji', { operation: 'add', type: 'custom', custom_emoji: '🔥🔥' }, 400, 1005],
		['a negative part', { operation: 'add', type: 'love', part_index: -1 }, 400, 1005],
	])('refuses %s', async (_, body, status, code) => {
		const answer = await react(seeded(sandbox, 'linq').human.id, body);
		expect(answer.status).toBe(status);
		expect(answer.json).toMatchObject({
			success: false,
			error: { status, code, doc_url: `https://docs.linqapp.com/error/codes/1xxx/${code}/` },
			trace_id: answer.headers.get('x-trace-id'),
		});
	});

	it.each([
		['an unknown message', {}, () => '11111111-2222-4333-8444-555555555599', { code: 2002, status: 404 }],
		['an SMS', {}, smsId, { code: 2017, status: 409 }],
		['an SMS, as the newer lines do', { unsupportedService: 4005 }, smsId, { code: 4005, status: 422 }],
	])('refuses %s by its code', async (_, quirks, target, error) => {
		sandbox.control.changeQuirks('linq', quirks);
		expect((await react(target(), { operation: 'add', type: 'love' })).json.error).toMatchObject(error);
	});

	it('refuses a wrong token', async () => {
		const path = `${LINQ_API}/messages/${seeded(sandbox, 'linq').human.id}/reactions`;
		const wrong = await call('POST', path, { operation: 'add', type: 'love' }, { authorization: 'Bearer x' });
		expect([wrong.status, wrong.json.error]).toEqual([
			401,
			expect.objectContaining({ code: 2004, message: 'Unauthorized - missing or invalid authentication token' }),
		]);
	});
});

describe('Linq lists', () => {
	it('show the lines, the events and pages of messages until the cursor ends', async () => {
		expect((await call('GET', `${LINQ_API}/phone_numbers`)).json.phone_numbers).toMatchObject([
			{ phone_number: '+12025550101', reputation: { status: 'HEALTHY' } },
			{ phone_number: '+12025550102' },
		]);
		expect((await call('GET', `${LINQ_API}/webhook-events`)).json.events).toContain('reaction.removed');
		const { human } = seeded(sandbox, 'linq');
		const ids: unknown[] = [];
		let cursor: unknown = '';
		do {
			const { json } = await call('GET', `${LINQ_API}/chats/${human.conversationId}/messages?limit=3&cursor=${String(cursor)}`);
			for (const message of json.messages ?? []) ids.push(message.id);
			cursor = json.next_cursor;
		} while (cursor);
		expect(ids).toHaveLength(4);
		expect(ids.at(-1)).toBe(human.id);
		expect((await call('GET', `${LINQ_API}/chats?from=%2B12025550102`)).json.chats).toHaveLength(1);
	});

	it('take a message of the line into a chat', async () => {
		const { conversationId } = seeded(sandbox, 'linq').human;
		const body = { message: { parts: [{ type: 'text', value: 'On our way' }] } };
		const { status, json } = await call('POST', `${LINQ_API}/chats/${conversationId}/messages`, body);
		expect(status).toBe(202);
		expect(json).toMatchObject({
			chat_id: conversationId,
			message: { is_from_me: true, parts: [{ type: 'text', value: 'On our way' }] },
		});
	});
});

describe('messages that expire', () => {
	const HOUR_MS = 60 * 60 * 1000;

	afterEach(() => {
		passedMs = 0;
	});

	it.each([
		['never', 100, 200],
		['24 hours', 23, 200],
		['24 hours', 25, 404],
		['60 minutes', 0.9, 200],
		['60 minutes', 1.1, 404],
	])('%s: after %d hours a read answers %d', async (messagesExpire, hours, status) => {
		sandbox.control.changeQuirks('linq', { messagesExpire });
		const { id } = sandbox.control.sendMessage('linq', { from: 'human', text: 'See you' });
		passedMs = hours * HOUR_MS;
		expect((await call('GET', `${LINQ_API}/messages/${id}`)).status).toBe(status);
	});

	it('take no tapback, and leave the list', async () => {
		sandbox.control.changeQuirks('linq', { messagesExpire: '60 minutes' });
		const { id, conversationId } = sandbox.control.sendMessage('linq', { from: 'human', text: 'See you' });
		passedMs = 2 * HOUR_MS;
		const { status, json } = await react(id, { operation: 'add', type: 'love' });
		expect({ status, code: json.error?.code }).toEqual({ status: 404, code: 2002 });
		expect((await call('GET', `${LINQ_API}/chats/${conversationId}/messages`)).json.messages).toEqual([]);
	});
});
