import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, createLiveSet, type TapbackEvent } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import { ANYTHING, listen } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

/** The target and the person must both be told; where they are not, what was replaced isn't known. */
const isTold = ({ messageId, actor }: TapbackEvent) => messageId !== null && actor !== null;

describe.each([...PROVIDERS])('what $name tells', (provider) => {
	const { receive } = scenarioOf(provider);

	describe.each([...receive.swaps])('of a swap as $title', ({ quirks }) => {
		const swapped = async () => {
			const listener = await listen(sandbox, provider, { quirks });
			const before = await listener.react({ reaction: 'love' });
			sandbox.pass(1000);
			return { ...listener, before, swap: await listener.react({ reaction: 'like' }) };
		};

		it('leads to the new one, in whatever order and however often it arrives', async () => {
			const { eventOf, before, swap } = await swapped();
			for (const deliveries of ordersOf([...before, ...swap])) {
				const liveSet = createLiveSet();
				const events = [...deliveries, ...deliveries].map((delivery) => eventOf(delivery, { liveSet }));
				const [event] = events;
				if (event === undefined) throw new Error('Nothing came.');
				const later = { ...event, action: 'added', reaction: 'laugh', eventId: 'later', occurredAt: '2100-01-01T00:00:00.000Z' } as const;
				expect(liveSet.record(later).replaced?.reaction).toBe(isTold(event) ? 'like' : undefined);
			}
		});

		it('names what was replaced, also where a filter held the first one back', async () => {
			const { eventOf, receive: hear, before, swap } = await swapped();
			const liveSet = createLiveSet();
			const onlyLikes = { liveSet, filter: { ...ANYTHING, reactions: ['like'] as const } };
			expect(before.map((delivery) => hear(delivery, onlyLikes).kind)).toEqual(['ignored']);
			const added = swap.map((delivery) => eventOf(delivery, { liveSet })).find(({ action }) => action === 'added');
			if (added === undefined) throw new Error('No addition came.');
			expect(added.replaced).toEqual(isTold(added) ? { reaction: 'love', emoji: '❤️' } : null);
		});
	});
});

/** All orders, of a handful. */
function ordersOf(deliveries: readonly Delivery[]): Delivery[][] {
	if (deliveries.length === 0) return [[]];
	return deliveries.flatMap((first, index) => {
		const rest = deliveries.filter((_one, other) => other !== index);
		return ordersOf(rest).map((order) => [first, ...order]);
	});
}
