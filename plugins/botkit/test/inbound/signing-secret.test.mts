import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { providerById } from '../../../../core/index.ts';
import { openReceiver } from '../../../../test/harness/contract/receiver.mts';
import type { Storage } from '../../src/index.mts';
import { listen } from '../harness/heard.mts';
import { ALL, codesOf, errorOf, until, useHarness } from '../harness/bots.mts';
import { headersOf, post, signedDelivery } from '../harness/deliveries.mts';

const harness = useHarness();
const linq = providerById('linq');

/** A storage whose reads go through `read`, which gives the real one's. */
function readingThrough(
	real: Storage,
	read: (reading: () => Promise<Record<string, unknown>>) => Promise<Record<string, unknown>>,
): Storage {
	return {
		read: async (keys) => await read(async () => await real.read(keys)),
		write: async (changes) => await real.write(changes),
		delete: async (keys) => await real.delete(keys),
	};
}

/** What an earlier process registered, and a delivery for it. */
async function registered() {
	const storage = new MemoryStorage();
	const first = harness.bot(linq, { webhook: {}, storage }, { disable_webserver: true });
	const arrival = await signedDelivery(harness, linq, first);
	return { storage, body: arrival.rawBody, headers: headersOf(arrival) };
}

async function next(storage: Storage) {
	const bot = harness.bot(linq, { webhook: {}, storage }, { disable_webserver: true });
	const url = await harness.serve((request, response) => void bot.plugin.api.handler(request, response));
	return { ...bot, url, heard: listen(bot) };
}

describe('while the secret is not known yet', () => {
	it('deliveries at the same moment share the running load, and none is refused', async () => {
		const { storage, body, headers } = await registered();
		let release = () => {};
		const released = new Promise<void>((resolve) => (release = resolve));
		let reads = 0;
		const bot = await next(
			readingThrough(storage, async (reading) => {
				reads += 1;
				if (reads === 1) await released;
				return await reading();
			}),
		);
		const all = [1, 2, 3].map(async () => await post(bot.url, body, headers));
		await until(() => reads > 0, 'the first read');
		await new Promise((resolve) => setTimeout(resolve, 50));
		release();
		expect((await Promise.all(all)).sort()).toEqual([200, 200, 202]);
	});

	it('a read that fails asks the provider to come again, and is no load', async () => {
		const { storage, body, headers } = await registered();
		let isBroken = true;
		const bot = await next(
			readingThrough(storage, async (reading) => {
				if (isBroken) throw new Error('down');
				return await reading();
			}),
		);
		expect(await post(bot.url, body, headers)).toBe(503);
		expect(await post(bot.url, body, headers)).toBe(503);
		expect(codesOf(bot.errors).filter((code) => code === 'SECRET_MISSING')).toHaveLength(2);
		isBroken = false;
		let status = 503;
		while (status === 503) status = await post(bot.url, body, headers);
		expect(status).toBe(202);
	});

	it('a read that never settles asks the provider to come again, too', async () => {
		const { storage, body, headers } = await registered();
		const bot = await next(readingThrough(storage, async () => await new Promise(() => {})));
		expect(await post(bot.url, body, headers)).toBe(503);
	});

	it('a forgery is refused once the secrets are known', async () => {
		const { storage, body, headers } = await registered();
		const bot = await next(storage);
		expect(await post(bot.url, body.subarray(1), headers)).toBe(401);
		expect(await post(bot.url, body, headers)).toBe(202);
	});

	it('nothing is registered or written where the storage can’t be read', async () => {
		const written: unknown[] = [];
		const real = new MemoryStorage();
		const storage: Storage = {
			read: async () => await Promise.reject(new Error('down')),
			write: async (changes) => void written.push(changes),
			delete: async (keys) => await real.delete(keys),
		};
		const bot = await next(storage);
		await expect(bot.plugin.api.register({ url: bot.url })).rejects.toThrow('down');
		expect([harness.control.webhooks('linq').length, written]).toEqual([0, []]);
	});
});

describe('two processes that register one URL at once', () => {
	it.each(ALL)('end with one webhook at %s, whose deliveries both of them verify', async (_name, provider) => {
		const storage = new MemoryStorage();
		const bots = [0, 1].map(() => harness.bot(provider, { webhook: {}, storage }, { disable_webserver: true }));
		const receiver = await openReceiver();
		await Promise.all(bots.map(async ({ plugin }) => await plugin.api.register({ url: receiver.url })));
		harness.control.react(provider.id, { messageId: harness.message(provider).id, reaction: 'love' });
		const [arrival] = await receiver.take(1);
		await receiver.close();
		if (!arrival) throw new Error('No delivery came.');
		expect(harness.control.webhooks(provider.id).filter(({ url }) => String(url).startsWith(receiver.url))).toHaveLength(1);
		const statuses: number[] = [];
		for (const { plugin } of bots) {
			const url = await harness.serve((request, response) => void plugin.api.handler(request, response));
			statuses.push(await post(url, arrival.rawBody, headersOf(arrival)));
		}
		// The second time it is a copy: they share their storage.
		expect(statuses).toEqual([202, 200]);
	});

	it('keep what each registered for URLs of their own', async () => {
		const storage = new MemoryStorage();
		const [one, other] = [await next(storage), await next(storage)];
		await Promise.all([one.plugin.api.register({ url: one.url }), other.plugin.api.register({ url: other.url })]);
		const later = await next(storage);
		const before = harness.control.webhooks('linq').length;
		await later.plugin.api.register({ url: one.url });
		await later.plugin.api.register({ url: other.url });
		expect(harness.control.webhooks('linq')).toHaveLength(before);
	});

	it('tell a failed registration as what it is', async () => {
		const bot = await next(new MemoryStorage());
		expect(await errorOf(bot.plugin.api.register({ url: 'nowhere' }))).toMatchObject({ code: 'INVALID_INPUT' });
	});
});
