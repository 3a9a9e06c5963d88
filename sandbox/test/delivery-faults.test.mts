import { describe, expect, it } from '@jest/globals';

import type { ProviderId } from '../src/index.mts';
import type { VendorDescription } from '../src/providers/description.mts';
import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import { caller, settle, until } from './harness/sandbox.mts';
import { linqEvents, useDeliveryFaults } from './harness/use-delivery-faults.mts';

const { sandbox, receiver, start } = useDeliveryFaults();

describe('a duplicated delivery', () => {
	it('arrives again at the same moment, under the same ids', async () => {
		const bothAreThere = () => until(() => receiver.calls.length === 2, 'the copy').then(() => 200);
		const { plan, react, ended } = await start('linq', { answer: bothAreThere });
		plan({ kind: 'duplicate' });
		react('love');
		const [delivery] = await ended();
		const [first, copy] = receiver.calls;
		expect(copy?.body).toBe(first?.body);
		expect(copy?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
		expect(delivery).toMatchObject({ fault: 'duplicate', state: 'delivered' });
		expect(delivery?.attempts.map(({ kind }) => kind).sort()).toEqual(['copy', 'first']);
	});

	it('arrives as often as planned, and once again thereafter', async () => {
		const { plan, react, ended } = await start('linq');
		plan({ kind: 'duplicate', copies: 3 });
		react('love');
		expect(await receiver.received(4)).toHaveLength(4);
		react('like');
		await ended(2);
		await settle();
		expect(linqEvents(receiver.calls).filter((type) => type === 'reaction.added like')).toHaveLength(1);
	});

	it('is one delivery to Inkbox, each copy under a request id of its own', async () => {
		const { plan, react } = await start('inkbox');
		plan({ kind: 'duplicate' });
		react('love');
		const calls = await receiver.received(2);
		expect(new Set(calls.map(({ json }) => json.id)).size).toBe(1);
		expect(new Set(calls.map(({ headers }) => headers['x-inkbox-request-id'])).size).toBe(2);
		expect(sandbox.control.deliveries()).toHaveLength(1);
	});

	it('is retried once, not for each copy', async () => {
		const { plan, react, ended } = await start('linq');
		plan({ kind: 'duplicate' });
		receiver.statuses.push(500, 500);
		react('love');
		const [delivery] = await ended();
		await settle();
		expect(delivery?.state).toBe('delivered');
		expect(receiver.calls).toHaveLength(3);
	});
});

describe('a reordered delivery', () => {
	// Ten seconds become half of one.
	const PATIENT = { retryDelayScale: 0.05 };

	it('arrives after the next one to the same hook', async () => {
		const { plan, react, remove, log, ended } = await start('linq', PATIENT);
		plan({ kind: 'reorder' });
		react('love');
		await settle();
		expect(receiver.calls).toEqual([]);
		expect(log()).toMatchObject([{ fault: 'reorder', state: 'pending', attempts: [] }]);
		remove();
		expect(linqEvents(await receiver.received(2))).toEqual(['reaction.removed love', 'reaction.added love']);
		expect((await ended(2)).map(({ event, state }) => `${event} ${state}`)).toEqual(['added delivered', 'removed delivered']);
	});

	it('arrives alone after ten seconds when none comes', async () => {
		const { plan, react } = await start('linq', { retryDelayScale: 0.01 });
		plan({ kind: 'reorder' });
		const startedAt = Date.now();
		react('love');
		await receiver.received(1);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(95);
	});

	it('changes places in pairs when more are planned', async () => {
		const { plan, react } = await start('linq', PATIENT);
		plan({ kind: 'reorder' }, { times: 4 });
		for (const reaction of ['love', 'like', 'laugh', 'question'] as const) react(reaction);
		const arrived = linqEvents(await receiver.received(4));
		expect(arrived.map((type) => type.replace('reaction.added ', ''))).toEqual(['like', 'love', 'question', 'laugh']);
	});

	it('is not overtaken by one to another hook', async () => {
		const { plan, react, log } = await start('linq', PATIENT);
		sandbox.control.removeWebhooks('linq');
		sandbox.control.addWebhook('linq', { url: receiver.url, subscribed_events: ['reaction.added'] });
		sandbox.control.addWebhook('linq', { url: `${receiver.url}?of=messages`, subscribed_events: ['message.received'] });
		plan({ kind: 'reorder' });
		react('love');
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello' });
		await receiver.received(1);
		await settle();
		expect(log().map(({ eventType, state }) => `${eventType} ${state}`)).toEqual(['reaction.added pending', 'message.received delivered']);
	});
});

describe('a delayed delivery', () => {
	it('arrives late, and those after it do not wait', async () => {
		const { plan, react, log } = await start('linq');
		plan({ kind: 'delay', delayMs: 300 });
		const startedAt = Date.now();
		react('love');
		expect(log()).toMatchObject([{ fault: 'delay', state: 'pending', attempts: [] }]);
		react('like');
		expect(linqEvents(await receiver.received(2))).toEqual(['reaction.added like', 'reaction.added love']);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(295);
	});

	it('is forgotten by a reset', async () => {
		const { plan, react, log } = await start('linq');
		plan({ kind: 'delay', delayMs: 30 });
		react('love');
		sandbox.control.reset();
		await settle();
		expect([receiver.calls, log()]).toEqual([[], []]);
	});
});

describe('what a delivery is about', () => {
	const vendors: ReadonlyArray<VendorDescription & { id: ProviderId }> = DESCRIPTIONS;

	it.each(vendors)('is in the log for $id', async ({ id, sendsNoRemovals = false }) => {
		const { react, remove, log } = await start(id);
		sandbox.control.sendMessage(id, { from: 'human', text: 'Hello' });
		react('love');
		react('like');
		remove();
		expect(log().map(({ event }) => event)).toEqual(['message', 'added', 'added', ...(sendsNoRemovals ? [] : ['removed'])]);
	});

	it('is something else for a vendor’s test', async () => {
		const { log } = await start('agentphone');
		await caller(sandbox, 'agentphone')('POST', '/v1/webhooks/test');
		expect(log().map(({ event }) => event)).toEqual(['other']);
	});

	it('decides which deliveries a plan meets', async () => {
		const { plan, react } = await start('tuco');
		plan({ kind: 'withhold' }, { match: { event: 'message' } });
		react('love');
		sandbox.control.sendMessage('tuco', { from: 'human', text: 'Hello' });
		react('like');
		const calls = await receiver.received(2);
		await settle();
		expect(calls.map(({ json }) => json.event)).toEqual(['message.reaction', 'message.reaction']);
	});
});
