import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import type { Delivery } from '../src/index.mts';
import { caller, settle, type ReceivedCall } from './harness/sandbox.mts';
import { linqEvents, useDeliveryFaults } from './harness/use-delivery-faults.mts';

const { sandbox, receiver, start } = useDeliveryFaults();

const kinds = ({ attempts }: Delivery) => attempts.map(({ kind, status }) => `${kind} ${String(status)}`);

describe('a forged delivery', () => {
	let secret = '';

	/** Answers 401 to what AgentPhone did not sign within the last five minutes. */
	function verify({ headers, body }: ReceivedCall): number {
		const at = String(headers['x-webhook-timestamp']);
		const expected = `sha256=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
		const isTimely = Math.abs(Date.now() / 1000 - Number(at)) < 300;
		return isTimely && headers['x-webhook-signature'] === expected ? 200 : 401;
	}

	it.each(['body', 'signature', 'unsigned', 'stale', 'future'] as const)(
		'(%s) is refused, and retried as it should be',
		async (forgery) => {
			const { hook, plan, react, ended } = await start('agentphone', { answer: verify });
			secret = String(hook.secret);
			plan({ kind: 'forge', forgery });
			react('love');
			const [delivery] = await ended();
			expect(delivery).toMatchObject({
				fault: 'forge',
				state: 'delivered',
				attempts: [
					{ kind: 'first', forgery, status: 401 },
					{ kind: 'retry', forgery: null, status: 200 },
				],
			});
		},
	);

	it('shows what each attempt really carried', async () => {
		const { hook, plan, react, ended } = await start('agentphone', { answer: verify });
		secret = String(hook.secret);
		plan({ kind: 'forge', forgery: 'body' });
		react('love');
		const [delivery] = await ended();
		const [forged, genuine] = receiver.calls;
		const [first, retry] = delivery?.attempts ?? [];
		expect([first?.body, retry?.body, delivery?.body]).toEqual([forged?.body, genuine?.body, genuine?.body]);
		expect(forged?.json).toMatchObject({ forged: true });
		expect(first?.headers['X-Webhook-Signature']).toBe(forged?.headers['x-webhook-signature']);
		expect(retry?.headers).toEqual(delivery?.headers);
		expect(first?.signatureBase).toBe(`${String(forged?.headers['x-webhook-timestamp'])}.${delivery?.body}`);
	});

	it('is lost where the vendor takes a 401 for the last word', async () => {
		const { plan, react, ended } = await start('linq', { answer: ({ headers }) => (headers['webhook-signature'] ? 200 : 401) });
		plan({ kind: 'forge', forgery: 'unsigned' });
		react('love');
		const [delivery] = await ended();
		expect([delivery?.state, delivery && kinds(delivery)]).toEqual(['failed', ['first 401']]);
		expect(receiver.calls[0]?.headers).not.toHaveProperty('webhook-signature');
		// The log has the genuine headers all the same.
		expect(delivery?.headers).toHaveProperty('webhook-signature');
		expect(delivery?.attempts[0]?.headers).not.toHaveProperty('webhook-signature');
	});
});

describe('a withheld delivery', () => {
	it('of a removal leaves a receiver with a tapback that is gone', async () => {
		const { human, plan, react, remove, log } = await start('linq');
		plan({ kind: 'withhold' }, { match: { event: 'removed' }, times: 2 });
		react('love');
		remove();
		react('like');
		remove();
		await receiver.received(2);
		await settle();
		expect(linqEvents(receiver.calls)).toEqual(['reaction.added love', 'reaction.added like']);
		expect(sandbox.control.tapbacks('linq', human.id)).toEqual([]);
		expect(log().map(({ eventType, state, fault }) => [eventType, state, fault])).toEqual([
			['reaction.added', 'delivered', null],
			['reaction.removed', 'withheld', 'withhold'],
			['reaction.added', 'delivered', null],
			['reaction.removed', 'withheld', 'withhold'],
		]);
		remove();
		react('love');
		remove();
		await receiver.received(4);
	});

	it('shows what would have been sent, and can be sent after all', async () => {
		const { plan, react, log } = await start('linq');
		plan({ kind: 'withhold' });
		const { deliveries } = react('love');
		expect(log()).toMatchObject([{ id: deliveries[0], headers: { 'webhook-id': expect.any(String) }, attempts: [] }]);
		expect(await sandbox.control.redeliver(deliveries[0] ?? '')).toEqual({ status: 200, body: 'thanks' });
		expect(linqEvents(receiver.calls)).toEqual(['reaction.added love']);
		expect(log()).toMatchObject([{ state: 'withheld', attempts: [{ kind: 'redelivery', status: 200 }] }]);
	});

	it('is not in the vendor’s own log', async () => {
		const { plan, react } = await start('agentphone');
		plan({ kind: 'withhold' });
		react('love');
		react('like');
		await receiver.received(1);
		expect((await caller(sandbox, 'agentphone')('GET', '/v1/webhooks/deliveries')).json).toMatchObject({ total: 1 });
	});

	it('counts as no failure of a Tuco hook, but as a health check that timed out', async () => {
		const { hook, plan, react } = await start('tuco');
		plan({ kind: 'withhold' }, { times: 2 });
		react('love');
		const health = await caller(sandbox, 'tuco')('POST', `/api/webhooks/${String(hook.id)}/health-check`);
		expect(health.json).toEqual({ success: false, error: 'The operation was aborted due to timeout' });
		expect(sandbox.control.webhooks('tuco')).toMatchObject([{ failureCount: 0, lastFailureAt: null }]);
		expect(receiver.calls).toEqual([]);
	});
});
