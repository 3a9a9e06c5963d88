import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { caller, controlCaller, seeded, until } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();
const control = controlCaller(sandbox);

describe('the logs', () => {
	it('show requests newest first, with what was answered', async () => {
		const tuco = caller(sandbox, 'tuco');
		await tuco('GET', '/api/webhooks');
		await tuco('POST', '/api/messages/react?x=1', { messageId: 'x' });
		const { json } = await control('GET', '/requests?provider=tuco&limit=1');
		expect(json).toMatchObject([
			{
				provider: 'tuco',
				method: 'POST',
				path: '/api/messages/react',
				query: { x: '1' },
				body: { messageId: 'x' },
				status: 400,
				responseBody: { error: 'messageId and reaction required' },
				headers: { authorization: 'Bearer tuco_sk_sandbox' },
			},
		]);
		expect((await control('GET', '/requests?provider=linq')).json).toEqual([]);
	});

	it('keep deliveries to other machines, as failed, with the reason', async () => {
		await control('POST', '/tuco/webhooks', { url: 'https://example.com/hook' });
		const { deliveries } = sandbox.control.react('tuco', {
			messageId: seeded(sandbox, 'tuco').human.id,
			reaction: 'love',
		});
		await until(() => sandbox.control.deliveries()[0]?.state === 'failed');
		expect((await control('GET', '/deliveries')).json).toMatchObject([
			{
				id: deliveries[0],
				provider: 'tuco',
				eventType: 'message.reaction',
				attempts: [{ status: null, error: expect.stringMatching(/this machine only/) }],
			},
		]);
	});

	it('keep two thousand characters of what a receiver answered', async () => {
		const talkative = createServer((request, response) => request.resume().on('end', () => response.end('x'.repeat(5000))));
		await new Promise<void>((resolve) => talkative.listen(0, '127.0.0.1', resolve));
		const address = talkative.address();
		const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
		sandbox.control.addWebhook('linq', { url });
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await until(() => sandbox.control.deliveries()[0]?.state === 'delivered');
		expect(sandbox.control.deliveries()[0]?.attempts[0]?.responseBody).toBe('x'.repeat(2000));
		talkative.closeAllConnections();
		await new Promise((resolve) => talkative.close(resolve));
	});

	it('keep the signed text of a delivery', async () => {
		await control('POST', '/agentphone/webhooks', { url: receiver.url });
		sandbox.control.react('agentphone', {
			messageId: seeded(sandbox, 'agentphone').human.id,
			reaction: 'love',
		});
		const [received] = await receiver.received(1);
		const [delivery] = sandbox.control.deliveries();
		expect(delivery?.signatureBase).toBe(`${String(received?.headers['x-webhook-timestamp'])}.${received?.body}`);
	});
});

describe('redelivery', () => {
	async function deliverOnce() {
		await control('POST', '/linq/webhooks', { url: receiver.url });
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		const [first] = await receiver.received(1);
		const id = sandbox.control.deliveries()[0]?.id ?? '';
		const again = async (forge?: string) => {
			const answer = await control('POST', `/deliveries/${id}/redeliver`, { forge });
			return { answer, received: receiver.calls.at(-1) };
		};
		return { first, again };
	}

	it('repeats the same event id and tells how the receiver answered', async () => {
		const { first, again } = await deliverOnce();
		receiver.statuses.push(202);
		const { answer, received } = await again();
		expect(answer.json).toEqual({ status: 202, body: 'thanks' });
		expect(received?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
		expect(received?.body).toBe(first?.body);
	});

	it('forges body, signature, absence, past and future', async () => {
		const { first, again } = await deliverOnce();
		const time = (call: typeof first) => Number(call?.headers['webhook-timestamp']);
		const body = (await again('body')).received;
		expect(body?.json).toMatchObject({ forged: true, event_id: first?.json.event_id });
		const signature = (await again('signature')).received;
		expect(signature?.body).toBe(first?.body);
		expect(signature?.headers['webhook-signature']).toMatch(/^v1,/);
		const { verify } = await verifier('linq');
		expect([first, body, signature].map((call) => verify(call))).toEqual([true, false, false]);
		const unsigned = (await again('unsigned')).received;
		expect(unsigned?.headers).not.toHaveProperty('webhook-signature');
		expect(unsigned?.headers).toHaveProperty('webhook-id');
		expect(time((await again('stale')).received) - time(first)).toBeLessThan(-500);
		expect(time((await again('future')).received) - time(first)).toBeGreaterThan(500);
		expect((await again('softly')).answer.status).toBe(400);
	});

	it('is an attempt of its own in the log, with what it carried and what was answered', async () => {
		const { first, again } = await deliverOnce();
		const { received } = await again('unsigned');
		await again();
		const [delivery] = sandbox.control.deliveries();
		expect(delivery?.attempts).toMatchObject([
			{ kind: 'first', forgery: null, body: first?.body, responseBody: 'thanks', durationMs: expect.any(Number) },
			{ kind: 'redelivery', forgery: 'unsigned', body: received?.body, status: 200 },
			{ kind: 'redelivery', forgery: null, status: 200 },
		]);
		const [, forged, genuine] = delivery?.attempts ?? [];
		expect(forged?.headers).not.toHaveProperty('webhook-signature');
		expect(genuine?.headers).toEqual(delivery?.headers);
		expect(delivery?.fault).toBeNull();
	});

	it('meets no planned fault', async () => {
		const { again } = await deliverOnce();
		sandbox.control.addDeliveryFault('linq', { fault: { kind: 'withhold' } });
		await again();
		expect(receiver.calls).toHaveLength(2);
		expect(sandbox.control.deliveryFaults('linq')).toMatchObject([{ left: 1 }]);
	});

	it('says so when the receiver is gone', async () => {
		const { again } = await deliverOnce();
		await receiver.close();
		expect((await again()).answer).toMatchObject({
			status: 502,
			json: { error: expect.stringMatching(/did not answer/) },
		});
	});

	async function verifier(provider: string) {
		const { Webhook } = await import('standardwebhooks');
		const [hook] = sandbox.control.webhooks(provider);
		const webhook = new Webhook(String(hook?.signing_secret));
		return {
			verify(call: Awaited<ReturnType<typeof deliverOnce>>['first']): boolean {
				try {
					const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signed } = call?.headers ?? {};
					webhook.verify(call?.body ?? '', {
						'webhook-id': String(id),
						'webhook-timestamp': String(at),
						'webhook-signature': String(signed),
					});
					return true;
				} catch {
					return false;
				}
			},
		};
	}
});
