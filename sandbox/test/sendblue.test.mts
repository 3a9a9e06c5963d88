import { describe, expect, it } from '@jest/globals';
import { caller, seeded } from './harness/sandbox.mts';
import { useSandbox } from './harness/use-sandbox.mts';

const LINE = '+12025550101';
const HOOKS = '/api/account/webhooks';

const sandbox = useSandbox();
const call = caller(sandbox, 'sendblue');

function react(fields: Record<string, unknown>) {
	const { id } = seeded(sandbox, 'sendblue').human;
	return call('POST', '/api/send-reaction', {
		from_number: LINE,
		message_handle: id,
		reaction: 'love',
		...fields,
	});
}

describe('a Sendblue reaction', () => {
	it('is accepted with the same handle', async () => {
		const { id } = seeded(sandbox, 'sendblue').human;
		expect(id).toMatch(/^[0-9A-F-]{36}$/);
		expect(await react({})).toMatchObject({
			status: 200,
			json: { status: 'OK', message: 'Reaction request sent', message_handle: id, reaction: 'love' },
		});
		expect(sandbox.control.tapbacks('sendblue', id)).toMatchObject([{ from: 'agent', reaction: 'love' }]);
	});

	it.each([
		['no from_number', { from_number: undefined }, 400, 'You must specify a valid `from_number` in the request body.'],
		['a from_number that is none', { from_number: '12' }, 400, 'You must specify a valid `from_number` in the request body.'],
		['no message_handle', { message_handle: '' }, 400, 'You must specify `message_handle` in the request body.'],
		[
			'an unknown reaction',
			{ reaction: 'heart' },
			400,
			'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question',
		],
		['an emoji', { reaction: '🔥' }, 400, 'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question'],
		['a removal', { reaction: '-love' }, 400, 'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question'],
		['a negative part', { part_index: -1 }, 400, '`part_index` must be a non-negative integer.'],
		['a line of others', { from_number: '+12025550199' }, 404, 'The from_number is not registered'],
	])('in classic mode refuses %s, verbatim', async (_, fields, status, message) => {
		expect(await react(fields)).toMatchObject({ status, json: { status: 'ERROR', message } });
	});

	it('in classic mode accepts what it cannot reach, and nothing happens', async () => {
		const { sms, own } = seeded(sandbox, 'sendblue');
		expect((await react({ message_handle: 'UNKNOWN' })).status).toBe(200);
		expect((await react({ message_handle: sms.id })).status).toBe(200);
		expect((await react({ from_number: '+12025550102' })).status).toBe(200);
		expect(sandbox.control.messages('sendblue').flatMap(({ tapbacks }) => tapbacks)).toEqual([]);
		expect((await react({ message_handle: own.id })).status).toBe(200);
	});

	it('in v2 mode takes an emoji and removes with a minus', async () => {
		sandbox.control.changeQuirks('sendblue', { mode: 'v2' });
		const { id } = seeded(sandbox, 'sendblue').human;
		await react({ reaction: '👍🏽' });
		expect(sandbox.control.tapbacks('sendblue', id)).toMatchObject([{ reaction: 'emoji', emoji: '👍🏽' }]);
		await react({ reaction: '-love' });
		expect(sandbox.control.tapbacks('sendblue', id)).toHaveLength(1);
		expect((await react({ reaction: '-👍🏽' })).json.reaction).toBe('-👍🏽');
		expect(sandbox.control.tapbacks('sendblue', id)).toEqual([]);
	});

	it('in v2 mode refuses by the newer bodies', async () => {
		sandbox.control.changeQuirks('sendblue', { mode: 'v2' });
		const { sms, own } = seeded(sandbox, 'sendblue');
		expect((await react({ reaction: '🔥🔥' })).json.message).toBe(
			'Invalid reaction. Must be one of love, like, dislike, laugh, emphasize, question, or exactly one emoji',
		);
		const unknown = {
			status: 404,
			json: { message: 'The message to react to was not found for this account' },
		};
		expect(await react({ message_handle: 'UNKNOWN' })).toMatchObject(unknown);
		expect(await react({ from_number: '+12025550102' })).toMatchObject(unknown);
		for (const { id } of [sms, own]) {
			expect(await react({ message_handle: id })).toMatchObject({
				status: 422,
				json: { status: 'ERROR', message: 'unsupported_target', detail: expect.any(String) },
			});
		}
	});

	it('can be an error inside a 200', async () => {
		sandbox.control.changeQuirks('sendblue', { statusErrorOn200: true });
		expect(await react({})).toMatchObject({ status: 200, json: { status: 'ERROR' } });
		expect(sandbox.control.tapbacks('sendblue', seeded(sandbox, 'sendblue').human.id)).toEqual([]);
	});

	it('needs both keys', async () => {
		expect((await call('GET', HOOKS, undefined, { 'sb-api-secret-key': 'no' })).status).toBe(401);
	});
});

describe('Sendblue lists', () => {
	it('filter and page the messages, without reactions', async () => {
		await react({});
		const { json } = await call(
			'GET',
			`/api/v2/messages?is_outbound=false&sendblue_number=${encodeURIComponent(LINE)}&order_by=createdAt&order_direction=asc&limit=2`,
		);
		expect(json).toMatchObject({
			status: 'OK',
			pagination: { total: 4, limit: 2, offset: 0, hasMore: true },
		});
		expect(json.data?.[0]).toMatchObject({ content: 'Is the table for tonight still free?' });
		expect(JSON.stringify(json)).not.toContain('love');
		expect((await call('GET', `/api/v2/messages/${String(json.data?.[0]?.message_handle)}`)).json.data).toEqual(json.data?.[0]);
		expect((await call('GET', '/api/v2/messages?order_by=updated_at')).status).toBe(200);
		expect((await call('GET', '/api/lines')).json.lines).toMatchObject([{ number: LINE }, { number: '+12025550102' }]);
	});

	it('take a message of the line, which then is in the list', async () => {
		const { json } = await call('POST', '/api/send-message', {
			from_number: LINE,
			number: '+12025550123',
			content: 'On our way',
		});
		expect(json).toMatchObject({
			status: 'QUEUED',
			content: 'On our way',
			is_outbound: true,
			from_number: LINE,
		});
		expect((await call('GET', '/api/v2/messages?limit=1')).json.data?.[0]?.message_handle).toBe(json.message_handle);
	});
});
