import { describe, expect, it } from '@jest/globals';

import { caller, seeded } from './harness/sandbox.mts';
import { useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const call = caller(sandbox, 'tuco');

function react(messageId: unknown, reaction: unknown) {
	return call('POST', '/api/messages/react', { messageId, reaction });
}

describe('a Tuco reaction', () => {
	it('is a toggle: the same again takes it away, and the answer does not say so', async () => {
		const { human } = seeded(sandbox, 'tuco');
		expect(human.id).toMatch(/^[0-9a-f]{24}$/);
		const live = () => sandbox.control.tapbacks('tuco', human.id).map(({ reaction }) => reaction);
		expect(await react(human.id, 'love')).toMatchObject({
			status: 200,
			json: { ok: true, reaction: 'love' },
		});
		expect(live()).toEqual(['love']);
		expect((await react(human.id, 'like')).json).toEqual({ ok: true, reaction: 'like' });
		expect(live()).toEqual(['like']);
		expect((await react(human.id, 'like')).json).toEqual({ ok: true, reaction: 'like' });
		expect(live()).toEqual([]);
	});

	it.each([
		['no messageId', undefined, 'love', 400, 'messageId and reaction required'],
		['no reaction', '6a0000000000000000000001', undefined, 400, 'messageId and reaction required'],
		['an emoji', '6a0000000000000000000001', '🔥', 400, 'Invalid reaction type'],
		['a removal', '6a0000000000000000000001', '-love', 400, 'Invalid reaction type'],
		['an id that is none', 'x', 'love', 400, 'Invalid messageId'],
		['an unknown message', '6a0000000000000000000001', 'love', 404, 'Message not found'],
	])('refuses %s, verbatim', async (_, messageId, reaction, status, error) => {
		expect(await react(messageId, reaction)).toMatchObject({ status, json: { error } });
	});

	it('refuses an SMS and what the relay cannot do, verbatim', async () => {
		const { human, sms } = seeded(sandbox, 'tuco');
		expect((await react(sms.id, 'love')).json).toEqual({
			error: 'Cannot determine contact phone for reaction',
		});
		sandbox.control.changeQuirks('tuco', { relay: 'queued' });
		expect(await react(human.id, 'love')).toMatchObject({
			status: 400,
			json: { error: 'Message has no BlueBubbles ID — cannot react' },
		});
		sandbox.control.changeQuirks('tuco', { relay: 'no-credentials' });
		expect(await react(human.id, 'love')).toMatchObject({
			status: 400,
			json: { error: 'Line not found or missing credentials' },
		});
		sandbox.control.changeQuirks('tuco', { relay: 'fails' });
		expect((await react(human.id, 'love')).status).toBe(502);
		expect(sandbox.control.tapbacks('tuco', human.id)).toEqual([]);
		sandbox.control.changeQuirks('tuco', { relay: 'fails-after-sending' });
		expect((await react(human.id, 'love')).json.error).toMatch(/^BlueBubbles error: /);
		expect(sandbox.control.tapbacks('tuco', human.id)).toHaveLength(1);
		sandbox.control.changeQuirks('tuco', { workspace: 'read-only' });
		expect(await react(human.id, 'love')).toMatchObject({
			status: 402,
			json: { error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' },
		});
		expect(await call('GET', '/api/webhooks', undefined, { authorization: 'Bearer no' })).toMatchObject({
			status: 401,
			json: { error: 'Unauthorized' },
		});
	});

	it('is limited to sixty a minute, and a refused one changes nothing', async () => {
		const { human } = seeded(sandbox, 'tuco');
		for (let i = 0; i < 60; i += 1) expect((await react(human.id, 'love')).status).toBe(200);
		const refused = await react(human.id, 'love');
		expect(refused.status).toBe(429);
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
		expect(sandbox.control.tapbacks('tuco', human.id)).toEqual([]);
		sandbox.control.changeQuirks('tuco', { reactionsPerMinute: 0 });
		expect((await react(human.id, 'love')).status).toBe(200);
	});
});

describe('Tuco lists', () => {
	it('show lines and replies with the ids of messages', async () => {
		expect((await call('GET', '/api/lines/by-user')).json.lines).toMatchObject([{ phone: '+12025550101' }, { phone: '+12025550102' }]);
		const { json } = await call('GET', '/api/replies?recipientPhone=%2B12025550125&limit=500');
		expect(json).toMatchObject({ total: 1, page: 1, limit: 100, totalPages: 1 });
		const { sms } = seeded(sandbox, 'tuco');
		expect(json.replies?.[0]).toMatchObject({
			messageId: sms.id,
			message: 'Is parking free?',
			recentReplies: [{ messageId: sms.id }],
		});
		expect((await call('GET', '/api/replies?leadId=x')).json).toEqual({ error: 'Invalid leadId' });
		expect((await call('GET', '/api/replies?leadId=6a0000000000000000000001')).status).toBe(404);
	});
});
