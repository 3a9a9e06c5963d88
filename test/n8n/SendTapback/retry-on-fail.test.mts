import { describe, expect, it } from '@jest/globals';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { itemsOf, jsonOf, PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** A request that is refused once and for all, which the node doesn't repeat by itself. */
const REFUSED = { kind: 'status', status: 418, body: {} } as const;

const statusesOf = (provider: ProviderId) =>
	harness.sandbox.control
		.requests({ provider })
		.filter(({ method }) => method === 'POST')
		.map(({ status }) => status);

describe.each(PROVIDER_IDS)('n8n’s Retry On Fail with %s', (provider) => {
	it('sends again what failed, and nothing that was sent', async () => {
		const items = itemsOf(harness.newMessages(provider, 6));
		harness.sandbox.control.addFault(provider, { match: { method: 'POST' }, fault: REFUSED, times: 2 });
		const result = await harness.send(provider, { items, ...RETRY });
		expect(result.error).toBeUndefined();
		expect(jsonOf(result).map(({ messageId }) => messageId)).toEqual(items.map(({ id }) => id));
		expect(jsonOf(result).every(({ outcome }) => outcome === 'applied' || outcome === 'accepted')).toBe(true);
		const refusals = statusesOf(provider).filter((status) => status === 418);
		expect([refusals.length, statusesOf(provider).length]).toEqual([2, items.length + 2]);
		for (const { id } of items) expect(harness.sandbox.control.tapbacks(provider, String(id))).toHaveLength(1);
	});
});

describe('n8n’s Retry On Fail', () => {
	it('tries a failing item as often as n8n says, and the others once', async () => {
		const items = [...itemsOf(harness.newMessages('linq', 2)), { id: 'a1b2c3d4-0000-4000-8000-000000000000' }];
		const { error } = await harness.send('linq', { items, ...RETRY });
		expect(error?.message).toContain('Linq answered 404');
		const failures = statusesOf('linq').filter((status) => status === 404);
		expect([failures.length, statusesOf('linq').length]).toEqual([3, items.length + 2]);
	});

	it('leaves a toggle that got no answer alone', async () => {
		const items = itemsOf(harness.newMessages('tuco', 2));
		harness.sandbox.control.addFault('tuco', { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		harness.sandbox.control.addFault('tuco', { match: { method: 'POST' }, fault: REFUSED });
		const result = await harness.send('tuco', { items, ...RETRY });
		expect(
			jsonOf(result)
				.map(({ outcome }) => outcome)
				.sort(),
		).toEqual(['applied', 'unknown']);
		expect(statusesOf('tuco')).toHaveLength(3);
	});

	it('doesn’t keep a later run of the node from sending', async () => {
		const items = itemsOf(harness.newMessages('linq', 1));
		await harness.send('linq', { items, ...RETRY });
		await harness.send('linq', { items, ...RETRY });
		expect(statusesOf('linq')).toHaveLength(2);
	});
});
