import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { installDeduplicator, type TestDeduplicator } from '../../harness/n8n/deduplicator.mts';
import { itemsOf, jsonOf, type SendOptions } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();
let deduplicator: TestDeduplicator;
beforeAll(async () => {
	deduplicator = await installDeduplicator();
});
beforeEach(() => deduplicator.clear());

function newMessage(): { id: string; items: Array<{ id: string }> } {
	const [item] = itemsOf(harness.newMessages('tuco', 1));
	const id = String(item?.id);
	return { id, items: [{ id }] };
}

const send = async (items: Array<{ id: string }>, options: SendOptions = {}) =>
	jsonOf(await harness.send('tuco', { items, ...options }))[0];
const standing = (messageId: string) => harness.sandbox.control.tapbacks('tuco', messageId).map(({ reaction }) => reaction);
const requests = () => harness.sandbox.control.requests({ provider: 'tuco' }).length;

describe('after a restart of n8n, a node of a provider that toggles', () => {
	it('takes nothing off by adding what stands', async () => {
		const { id, items } = newMessage();
		await send(items);
		harness.built.restart();
		expect(await send(items)).toMatchObject({ outcome: 'unchanged' });
		expect([standing(id), requests()]).toEqual([['like'], 1]);
	});

	it('swaps and removes what it put there', async () => {
		const { id, items } = newMessage();
		await send(items);
		harness.built.restart();
		expect(await send(items, { parameters: { reaction: 'love' } })).toMatchObject({ outcome: 'applied', previous: { reaction: 'like' } });
		harness.built.restart();
		expect(await send(items, { operation: 'remove', parameters: { reaction: 'love' } })).toMatchObject({ outcome: 'applied' });
		harness.built.restart();
		expect(await send(items, { operation: 'remove', parameters: { reaction: 'love' } })).toMatchObject({ outcome: 'unchanged' });
		expect([standing(id), requests()]).toEqual([[], 3]);
	});

	it('still doesn’t know what became of a request without an answer', async () => {
		const { id, items } = newMessage();
		harness.sandbox.control.addFault('tuco', { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		expect(await send(items)).toMatchObject({ outcome: 'unknown' });
		harness.built.restart();
		expect(await send(items)).toMatchObject({ outcome: 'unknown' });
		expect([standing(id), requests()]).toEqual([['like'], 1]);
	});

	it('knows that what was refused isn’t there', async () => {
		const { id, items } = newMessage();
		harness.sandbox.control.addFault('tuco', { match: { method: 'POST' }, fault: { kind: 'status', status: 400, body: { error: 'no' } } });
		expect(await send(items)).toBeUndefined();
		expect(await send(items)).toMatchObject({ outcome: 'applied' });
		expect(standing(id)).toEqual(['like']);
	});

	it('learns nothing from having looked', async () => {
		const { id, items } = newMessage();
		expect(await send(items, { operation: 'remove' })).toBeUndefined();
		expect(await send(items)).toMatchObject({ outcome: 'applied' });
		expect(standing(id)).toEqual(['like']);
	});

	it('works without the database, as far as the process knows', async () => {
		const { id, items } = newMessage();
		deduplicator.failNext(100);
		expect(await send(items)).toMatchObject({ outcome: 'applied' });
		expect(await send(items)).toMatchObject({ outcome: 'unchanged' });
		expect(standing(id)).toEqual(['like']);
	});

	it('knows each of many messages that were sent at once', async () => {
		const items = itemsOf(harness.newMessages('tuco', 20)).map(({ id }) => ({ id: String(id) }));
		deduplicator.slowDown(10);
		await harness.send('tuco', { items });
		harness.built.restart();
		const again = jsonOf(await harness.send('tuco', { items }));
		expect(again.map(({ outcome }) => outcome)).toEqual(items.map(() => 'unchanged'));
		expect(requests()).toBe(items.length);
	});
});

it('other providers leave n8n’s store alone', async () => {
	const items = itemsOf(harness.newMessages('linq', 1));
	const asked = jest.spyOn(deduplicator, 'checkProcessedAndRecord');
	await harness.send('linq', { items });
	expect(asked).not.toHaveBeenCalled();
	asked.mockRestore();
});
