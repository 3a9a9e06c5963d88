import { describe, expect, it } from '@jest/globals';
import type { QuirkValue } from '../src/index.mts';
import { caller, seeded } from './harness/sandbox.mts';
import { useSandbox } from './harness/use-sandbox.mts';

const UNKNOWN = '11111111-2222-4333-8444-555555555599';

const sandbox = useSandbox();
const call = caller(sandbox, 'inkbox');

function react(body: unknown) {
	return call('POST', '/api/v1/imessage/reactions', body);
}

const humanId = () => seeded(sandbox, 'inkbox').human.id;
const ownId = () => seeded(sandbox, 'inkbox').own.id;

describe('an Inkbox reaction', () => {
	it('answers 201 with every documented field, and stands in the list', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		const { status, json } = await react({ message_id: human.id, reaction: 'like' });
		expect(status).toBe(201);
		expect(Object.keys(json).sort()).toEqual(
			[
				...['id', 'conversation_id', 'assignment_id', 'target_message_id', 'direction', 'reaction', 'custom_emoji'],
				...['remote_number', 'part_index', 'created_at', 'updated_at'],
			].sort(),
		);
		expect(json).toMatchObject({
			target_message_id: human.id,
			direction: 'outbound',
			reaction: 'like',
			custom_emoji: null,
			remote_number: '+12025550123',
			part_index: 0,
		});
		const list = await call('GET', `/api/v1/imessage/messages?conversation_id=${human.conversationId}`);
		const [first, ...rest] = [...list.json].reverse();
		expect(rest).toHaveLength(3);
		expect(first?.reactions).toEqual([
			{
				id: json.id,
				direction: 'outbound',
				reaction: 'like',
				custom_emoji: null,
				remote_number: '+12025550123',
				part_index: 0,
				created_at: json.created_at,
			},
		]);
	});

	it('replaces the earlier one on the same part', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		await react({ message_id: human.id, reaction: 'like' });
		await react({ message_id: human.id, reaction: 'love' });
		expect(sandbox.control.tapbacks('inkbox', human.id).map(({ reaction }) => reaction)).toEqual(['love']);
	});

	it('takes eyes, until the quirk turns it off', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		expect((await react({ message_id: human.id, reaction: 'eyes' })).json).toMatchObject({
			reaction: 'eyes',
			custom_emoji: null,
		});
		sandbox.control.changeQuirks('inkbox', { eyes: false });
		expect((await react({ message_id: human.id, reaction: 'eyes' })).status).toBe(422);
	});

	it.each([
		['an emoji', { reaction: '🔥' }],
		['custom', { reaction: 'custom' }],
		['a negative part', { reaction: 'love', part_index: -1 }],
		['a part which is not there', { reaction: 'love', part_index: 7 }],
		['an id that is no UUID', { reaction: 'love', message_id: 'x' }],
	])('refuses %s with 422', async (_, fields) => {
		const { status, json } = await react({ message_id: seeded(sandbox, 'inkbox').human.id, ...fields });
		expect(status).toBe(422);
		expect(json.detail).toMatchObject([{ loc: ['body', expect.any(String)], msg: expect.any(String), type: expect.any(String) }]);
	});

	it.each([
		['string', 'string'],
		['object', 'object'],
	])('writes the detail of a 422 as the quirk says: %s', async (detailShape, type) => {
		sandbox.control.changeQuirks('inkbox', { detailShape });
		const { json } = await react({ message_id: seeded(sandbox, 'inkbox').human.id, reaction: 'x' });
		expect(typeof json.detail).toBe(type);
		expect(Array.isArray(json.detail)).toBe(false);
	});

	it.each<[string, () => string, Record<string, QuirkValue>, number]>([
		['an unknown message', () => UNKNOWN, {}, 404],
		['an SMS', () => seeded(sandbox, 'inkbox').sms.id, {}, 400],
		['a message of its own', ownId, { ownTargets: false }, 400],
		['a person whose line was released', humanId, { assignment: 'released' }, 409],
		['anybody where iMessage is off', humanId, { imessageEnabled: false }, 400],
	])('refuses %s by its status', async (_, target, quirks, status) => {
		sandbox.control.changeQuirks('inkbox', quirks);
		expect((await react({ message_id: target(), reaction: 'love' })).status).toBe(status);
	});

	it('takes a message of its own, unless the quirk says otherwise', async () => {
		expect((await react({ message_id: ownId(), reaction: 'love' })).status).toBe(201);
	});

	it('refuses a blocked person, and says which', async () => {
		sandbox.control.changeQuirks('inkbox', { contactRule: 'blocked' });
		const blocked = await react({ message_id: humanId(), reaction: 'love' });
		const detail = { error: 'recipient_blocked', matched_rule_id: null, address: '+12025550123', reason: expect.any(String) };
		expect([blocked.status, blocked.json.detail]).toEqual([403, detail]);
	});

	it('refuses a wrong key', async () => {
		expect((await call('GET', '/api/whoami', undefined, { 'x-api-key': 'no' })).status).toBe(401);
	});

	it('refuses tapbacks and messages of a customer with an e-mail address', async () => {
		sandbox.control.changeQuirks('inkbox', { customer: 'email' });
		const { human } = seeded(sandbox, 'inkbox');
		const refused = await react({ message_id: human.id, reaction: 'love' });
		expect([refused.status, refused.json.detail]).toEqual([422, 'recipient_not_e164']);
		const body = { conversation_id: human.conversationId, text: 'Hello' };
		expect((await call('POST', '/api/v1/imessage/messages', body)).status).toBe(422);
	});
});

describe('the removal of an Inkbox reaction', () => {
	const remove = (id: unknown) => call('DELETE', `/api/v1/imessage/reactions/${String(id)}`);

	it('answers 204, leaves nothing, and no webhook tells of it', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		const { json } = await react({ message_id: human.id, reaction: 'like' });
		const before = sandbox.control.deliveries({ provider: 'inkbox' }).length;
		expect(await remove(json.id)).toMatchObject({ status: 204 });
		expect(sandbox.control.tapbacks('inkbox', human.id)).toEqual([]);
		expect(sandbox.control.deliveries({ provider: 'inkbox' })).toHaveLength(before);
	});

	it('succeeds once more, and by the id of one that was replaced, and takes nothing away then', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		const { json: old } = await react({ message_id: human.id, reaction: 'like' });
		const { json: newer } = await react({ message_id: human.id, reaction: 'love' });
		expect((await remove(old.id)).status).toBe(204);
		expect(sandbox.control.tapbacks('inkbox', human.id)).toMatchObject([{ id: newer.id, reaction: 'love' }]);
		await remove(newer.id);
		expect((await remove(newer.id)).status).toBe(204);
	});

	it('is refused with 403 where the human placed it, and 404 where nobody did', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		sandbox.control.react('inkbox', { messageId: human.id, reaction: 'love' });
		const [theirs] = sandbox.control.tapbacks('inkbox', human.id);
		expect((await remove(theirs?.id)).status).toBe(403);
		expect((await remove(UNKNOWN)).status).toBe(404);
	});

	it('is an unknown route where the quirk says so', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		const { json } = await react({ message_id: human.id, reaction: 'like' });
		sandbox.control.changeQuirks('inkbox', { removal: 'missing' });
		expect(await remove(json.id)).toMatchObject({ status: 404, json: { detail: 'Not Found' } });
		expect(sandbox.control.tapbacks('inkbox', human.id)).toHaveLength(1);
	});
});

describe('an Inkbox message', () => {
	it('is read by its id, with its live set', async () => {
		const { human } = seeded(sandbox, 'inkbox');
		const { json } = await react({ message_id: human.id, reaction: 'like' });
		const read = await call('GET', `/api/v1/imessage/messages/${human.id}`);
		expect(read.json).toMatchObject({ id: human.id, direction: 'inbound', reactions: [{ id: json.id }], reply_to_message_id: null });
		expect((await call('GET', `/api/v1/imessage/messages/${UNKNOWN}`)).status).toBe(404);
		expect((await call('GET', `/api/v1/imessage/messages/${human.id}?agent_identity_id=${UNKNOWN}`)).status).toBe(404);
	});

	it('is sent once under one idempotency key, and another message under it is refused', async () => {
		const { conversationId } = seeded(sandbox, 'inkbox').human;
		const send = (text: string) =>
			call('POST', '/api/v1/imessage/messages', { conversation_id: conversationId, text }, { 'idempotency-key': 'k-1' });
		const first = await send('Once');
		expect((await send('Once')).json.message?.id).toBe(first.json.message?.id);
		expect(sandbox.control.messages('inkbox').filter(({ parts }) => JSON.stringify(parts).includes('Once'))).toHaveLength(1);
		expect(await send('Twice')).toMatchObject({ status: 409, json: { detail: { error: 'idempotency_key_reused' } } });
	});
});

describe('Inkbox lists', () => {
	it('hide groups unless asked, and page by offset', async () => {
		const all = await call('GET', '/api/v1/imessage/messages?include_groups=true');
		const direct = await call('GET', '/api/v1/imessage/messages');
		expect([...all.json].length - [...direct.json].length).toBe(2);
		expect((await call('GET', '/api/v1/imessage/messages?limit=2&offset=1')).json).toEqual([...direct.json].slice(1, 3));
		expect((await call('GET', '/api/v1/imessage/messages?limit=201')).status).toBe(422);
	});
});
