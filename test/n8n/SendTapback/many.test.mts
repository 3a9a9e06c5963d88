import { describe, expect, it } from '@jest/globals';

import { scenarioOf } from '../../contract/scenarios/index.mts';
import { itemsOf, jsonOf, PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

/** Fifty items, of which the one with index 20 names a message that isn’t there. */
function fiftyWithOneBad() {
	const items = itemsOf(harness.newMessages('linq', 50));
	const bad = '00000000-0000-4000-8000-000000000000';
	items[20] = { ...items[20], id: bad };
	return { items, bad };
}

function sentTo(provider: string): number {
	return harness.sandbox.control.requests({ provider, limit: 500 }).filter(({ method }) => method === 'POST').length;
}

/** The most requests that were at the provider at once. */
function watchInFlight(provider: string, ms: number) {
	let most = 0;
	const timer = setInterval(() => {
		const open = harness.sandbox.control.requests({ provider, limit: 500 }).filter(({ status }) => status === null).length;
		most = Math.max(most, open);
	}, ms);
	return () => {
		clearInterval(timer);
		return most;
	};
}

describe('fifty items of which one fails', () => {
	it('go on in input order, with the bad one on the error output', async () => {
		const { items, bad } = fiftyWithOneBad();
		const result = await harness.send('linq', { items, onError: 'continueErrorOutput' });
		expect(result.error).toBeUndefined();
		expect(result.outputs).toHaveLength(2);
		const good = items.filter(({ id }) => id !== bad);
		expect(jsonOf(result).map(({ messageId }) => messageId)).toEqual(good.map(({ id }) => id));
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(items.flatMap((_, item) => (item === 20 ? [] : [{ item }])));
	});

	it('say on the error output what went wrong, by a code and beside the item’s own fields', async () => {
		const { items, bad } = fiftyWithOneBad();
		const result = await harness.send('linq', { items, onError: 'continueErrorOutput' });
		expect(result.outputs[1]).toHaveLength(1);
		expect(result.outputs[1]?.[0]).toMatchObject({
			json: {
				id: bad,
				line: '+12025550101',
				error: { code: 'TARGET_NOT_FOUND', message: expect.stringContaining('Linq answered 404 (code 2002)') },
			},
			pairedItem: { item: 20 },
		});
	});

	it.each([{ onError: 'continueRegularOutput' as const }, { continueOnFail: true }])(
		'stay in their places on the one output with %j',
		async (setting) => {
			const { items } = fiftyWithOneBad();
			const result = await harness.send('linq', { items, ...setting });
			const out = jsonOf(result);
			expect(out).toHaveLength(50);
			expect(out[20]).toEqual({ error: { code: 'TARGET_NOT_FOUND', message: expect.any(String) } });
			expect(out.flatMap(({ messageId }, index) => (messageId === items[index]?.id ? [index] : []))).toHaveLength(49);
			expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		},
	);

	it('fail the run with the item named where it shall stop, and start nothing further', async () => {
		const { items } = fiftyWithOneBad();
		const result = await harness.send('linq', { items, onError: 'stopWorkflow' });
		expect(result.error).toMatchObject({ name: 'NodeApiError', httpCode: '404', context: { itemIndex: 20 } });
		expect(result.error?.description).toMatch(/^Code TARGET_NOT_FOUND, trace [0-9a-f]+$/);
		// The ten in flight are finished; at most they had been joined by those that started while item 20 was away.
		expect(sentTo('linq')).toBeGreaterThan(20);
		expect(sentTo('linq')).toBeLessThanOrEqual(31);
	});
});

describe('items on the same message', () => {
	it('are sent one after the other, so that the last one wins', async () => {
		const [message] = itemsOf(harness.newMessages('linq', 1));
		const reactions = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'];
		// The earlier an item, the slower its answer: without an order the first would win.
		for (const [index] of reactions.entries())
			harness.sandbox.control.addFault('linq', { fault: { kind: 'delay', delayMs: 60 - index * 10 } });
		const result = await harness.send('linq', {
			items: reactions.map((reaction) => ({ ...message, reaction })),
			parameters: { reaction: '={{ $json.reaction }}' },
		});
		expect(jsonOf(result).map(({ reaction }) => reaction)).toEqual(reactions);
		expect(harness.sandbox.control.tapbacks('linq', String(message?.id)).map(({ reaction }) => reaction)).toEqual(['question']);
	});
});

describe.each(PROVIDER_IDS)('thirty items with %s', (provider) => {
	const concurrent = scenarioOf({ id: provider }).concurrentRequests;

	it(`are never more than ${concurrent} at the provider at once, and make use of that`, async () => {
		const items = itemsOf(harness.newMessages(provider, 30));
		harness.sandbox.control.addFault(provider, { times: 30, fault: { kind: 'delay', delayMs: 80 } });
		const stop = watchInFlight(provider, 4);
		const { error, outputs } = await harness.send(provider, { items });
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(30);
		expect(stop()).toBe(concurrent);
	});
});

describe('a rate limit', () => {
	it('slows all items down and fails none', async () => {
		const items = itemsOf(harness.newMessages('linq', 12));
		harness.sandbox.control.setRateLimit('linq', { limit: 8, windowSeconds: 1 });
		const startedAt = Date.now();
		const result = await harness.send('linq', { items });
		expect(result.error).toBeUndefined();
		expect(jsonOf(result).map(({ outcome }) => outcome)).toEqual(items.map(() => 'accepted'));
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(900);
		const refused = harness.sandbox.control.requests({ provider: 'linq', limit: 500 }).filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(sentTo('linq')).toBe(12 + refused.length);
	});
});

describe('many items', () => {
	it('read the credential once', async () => {
		const credentials = harness.credentials();
		const result = await harness.send('linq', { items: itemsOf(harness.newMessages('linq', 12)), credentials });
		expect(result.error).toBeUndefined();
		expect(credentials.decrypted).toEqual(['linqTapbackApi']);
	});
});
