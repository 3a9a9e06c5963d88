import { describe, expect, it } from '@jest/globals';
import { caller, seeded, settle } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const call = caller(sandbox, 'agentphone');

describe('AgentPhone webhooks', () => {
	it('are null before, upserted with a new secret by each POST, and null after DELETE', async () => {
		expect(await call('GET', '/v1/webhooks')).toMatchObject({ status: 200, json: null });
		const first = await call('POST', '/v1/webhooks', { url: 'https://example.com/a' });
		expect(first.json).toMatchObject({ status: 'active', contextLimit: 10, timeout: 30 });
		const second = await call('POST', '/v1/webhooks', { url: receiver.url });
		expect(second.json.secret).not.toBe(first.json.secret);
		expect((await call('GET', '/v1/webhooks')).json).toEqual(second.json);
		expect((await call('DELETE', '/v1/webhooks')).status).toBe(200);
		expect((await call('GET', '/v1/webhooks')).json).toBeNull();
	});

	it('of an agent take its events away from the account', async () => {
		await call('POST', '/v1/webhooks', { url: `${receiver.url}?of=account` });
		const own = await call('POST', '/v1/agents/agt_01/webhook', { url: `${receiver.url}?of=agent` });
		const { human, secondLine } = seeded(sandbox, 'agentphone');
		sandbox.control.react('agentphone', { messageId: human.id, reaction: 'love' });
		sandbox.control.react('agentphone', { messageId: secondLine.id, reaction: 'love' });
		await receiver.received(2);
		const byUrl = sandbox.control.deliveries().map(({ url, body }) => `${url.split('=')[1]} ${body.includes('agt_01')}`);
		expect(byUrl).toEqual(['account false', 'agent true']);
		await settle();
		const log = await call('GET', '/v1/agents/agt_01/webhook/deliveries');
		expect(log.json).toMatchObject([{ eventType: 'agent.reaction', status: 'success', httpStatus: 200 }]);
		expect((await call('GET', '/v1/webhooks/deliveries?limit=1')).json).toMatchObject({
			total: 2,
			limit: 1,
			offset: 0,
		});
		expect((await call('GET', '/v1/agents/agt_01/webhook')).json).toEqual(own.json);
	});

	it.each([
		['an empty URL', { url: '' }],
		['a URL of 2084 characters', { url: `https://example.com/${'a'.repeat(2064)}` }],
		['contextLimit 51', { url: 'https://example.com', contextLimit: 51 }],
		['timeout 4', { url: 'https://example.com', timeout: 4 }],
	])('refuse %s', async (_, body) => {
		expect((await call('POST', '/v1/webhooks', body)).status).toBe(422);
	});

	it('send a test message on request', async () => {
		await call('POST', '/v1/agents/agt_02/webhook', { url: receiver.url });
		expect((await call('POST', '/v1/webhooks/test?agentId=agt_02')).status).toBe(200);
		expect((await receiver.received(1))[0]?.json.event).toBe('agent.message');
		expect((await call('POST', '/v1/webhooks/test')).status).toBe(404);
	});
});
