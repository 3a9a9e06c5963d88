import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../../core/index.ts';
import { useAskingHarness } from '../harness/asking-bots.mts';
import { codesOf, until } from '../harness/bots.mts';
import { gate, holdTurn } from '../harness/gate.mts';
import { awaitedDelivery, post, type WebhookOptions } from '../harness/deliveries.mts';

const { harness, asking, written } = useAskingHarness();
const prepared = (webhook?: WebhookOptions) => awaitedDelivery(harness, providerById('linq'), webhook);

describe('the limits of waitForTurn', () => {
	it('a copy that comes during the turn is answered at once, and starts nothing', async () => {
		const { bot, url, body, headers } = await prepared({ waitForTurn: true });
		const { open, opened } = gate();
		let turns = 0;
		bot.controller.on('tapback', async () => {
			turns += 1;
			await opened;
		});
		const first = post(url, body, headers);
		await until(() => turns === 1, 'the turn');
		expect(await post(url, body, headers)).toBe(200);
		open();
		expect([await first, turns]).toEqual([202, 1]);
	});

	it('a sender that goes away doesn’t end the turn', async () => {
		const { bot, url, body, headers } = await prepared({ waitForTurn: true });
		const { open, steps } = holdTurn(bot);
		const gone = new AbortController();
		const answered = fetch(url, { method: 'POST', body: new Uint8Array(body), headers, signal: gone.signal }).catch(() => 'gone');
		await until(() => steps.includes('begun'), 'the turn');
		gone.abort();
		expect(await answered).toBe('gone');
		open();
		expect(await bot.plugin.api.drain()).toBe(true);
		expect([steps, bot.errors]).toEqual([['begun', 'done'], []]);
	});

	it('a handler that throws is reported, and the delivery is answered as received: nothing runs it again', async () => {
		const { bot, url, body, headers } = await prepared({ waitForTurn: true });
		bot.controller.on('tapback', async () => {
			throw new Error('no');
		});
		expect(await post(url, body, headers)).toBe(202);
		expect(codesOf(bot.errors)).toEqual(['REFUSED']);
	});
});

describe('the limits of drain', () => {
	it('where nothing runs it resolves with true, and nothing runs before the first delivery', async () => {
		const { bot } = await prepared();
		expect([await bot.plugin.api.drain(), await bot.plugin.api.drain({ timeoutMs: 1 })]).toEqual([true, true]);
	});

	it('it waits for what begins while it waits', async () => {
		const { bot, url, body, headers } = await prepared();
		const { open, opened } = gate();
		let isPlaced = false;
		bot.controller.on('tapback', async (worker, message) => {
			await opened;
			void worker.tapback(message, 'laugh').then(() => (isPlaced = true));
		});
		expect(await post(url, body, headers)).toBe(202);
		const drained = bot.plugin.api.drain();
		open();
		expect(await drained).toBe(true);
		expect(isPlaced).toBe(true);
	});

	it('what fails ends the wait as what succeeds does', async () => {
		const { bot, url, body, headers } = await prepared();
		bot.controller.on('tapback', async (worker) => void (await worker.tapback('no such message', 'laugh')));
		expect(await post(url, body, headers)).toBe(202);
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(bot.errors).toHaveLength(1);
	});

	it('in a handler it would wait for that handler: with a limit it gives false, and the turn goes on', async () => {
		const { bot, url, body, headers } = await prepared();
		const drained: boolean[] = [];
		bot.controller.on('tapback', async () => void drained.push(await bot.plugin.api.drain({ timeoutMs: 20 })));
		expect(await post(url, body, headers)).toBe(202);
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(drained).toEqual([false]);
	});

	it('it doesn’t wait for the deadline of a question', async () => {
		const { bot, answers } = await asking({ deadlineMs: 600_000 });
		await bot.hear('book', written());
		expect(await bot.plugin.api.drain()).toBe(true);
		expect(answers).toEqual([]);
	});
});
