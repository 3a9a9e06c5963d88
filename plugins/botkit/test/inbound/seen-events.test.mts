import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { providerById } from '../../../../core/index.ts';
import type { Storage } from '../../src/index.mts';
import { createSeenEvents } from '../../src/inbound/seen-events.mts';
import { listen } from '../harness/heard.mts';
import { pause, until, useHarness } from '../harness/bots.mts';
import { headersOf, post, signedDelivery } from '../harness/deliveries.mts';

const harness = useHarness();
const linq = providerById('linq');

/** Two of them share a storage as two processes do, or one and the next. */
function aProcess(storage: Storage | undefined, report: (what: string) => void = () => undefined) {
	return createSeenEvents({ providerId: 'x', storageOf: () => storage, report, timeoutMs: 2000 });
}

/** As a storage over a network is: slow, and comparing eTags like the real ones. */
function slowly(storage: Storage): Storage {
	return {
		async read(keys) {
			await pause(Math.random() * 5);
			return await storage.read(keys);
		},
		async write(changes) {
			await pause(Math.random() * 5);
			await storage.write(changes);
		},
		delete: async (keys) => await storage.delete(keys),
	};
}

/** Events that are kept beside this one. */
function sameShard(event: string, count: number): string[] {
	const shardOf = (id: string) => (createHash('sha256').update(id).digest()[0] ?? 0) % 32;
	const candidates = Array.from({ length: 1000 }, (_none, index) => `event ${index}`);
	return candidates.filter((candidate) => shardOf(candidate) === shardOf(event)).slice(0, count);
}

describe('once', () => {
	it('lets an event through once without a storage, also at the same moment', async () => {
		const once = aProcess(undefined);
		expect(await Promise.all([once.claim('a'), once.claim('a'), once.claim('b')])).toEqual([true, false, true]);
		expect(await once.claim('a')).toBe(false);
	});

	it('knows after a restart what came before it', async () => {
		const storage = new MemoryStorage();
		expect(await aProcess(storage).claim('a')).toBe(true);
		expect(await aProcess(storage).claim('a')).toBe(false);
		expect(await aProcess(storage).claim('b')).toBe(true);
	});

	it('lets one of several processes have an event that reaches all of them at the same moment', async () => {
		const storage = slowly(new MemoryStorage());
		const processes = [1, 2, 3, 4].map(() => aProcess(storage));
		for (let event = 0; event < 40; event += 1) {
			const claims = await Promise.all(processes.map(async (once) => await once.claim(`event ${event}`)));
			expect(claims.filter((isNew) => isNew)).toHaveLength(1);
		}
	});

	it('is not blocked for good by a read that never settles', async () => {
		const real = new MemoryStorage();
		let reads = 0;
		const storage: Storage = {
			read: async (keys) => {
				reads += 1;
				return reads === 1 ? await new Promise<never>(() => undefined) : await real.read(keys);
			},
			write: async (changes) => await real.write(changes),
			delete: async (keys) => await real.delete(keys),
		};
		const reports: string[] = [];
		const once = createSeenEvents({
			providerId: 'x',
			storageOf: () => storage,
			report: (what) => void reports.push(what),
			timeoutMs: 1000,
		});
		expect(await once.claim('a')).toBe(true);
		expect(reports).toHaveLength(1);
		const others = sameShard('a', 3);
		for (const other of others) expect(await once.claim(other)).toBe(true);
		expect(reports).toHaveLength(1);
		expect(await aProcess(real).claim(others[0] ?? '')).toBe(false);
	});

	it('keeps a bounded number of ids', async () => {
		const memory: Record<string, string> = {};
		const once = aProcess(new MemoryStorage(memory));
		await Promise.all(Array.from({ length: 4000 }, async (_none, event) => await once.claim(`event ${event}`)));
		expect(Object.keys(memory).length).toBeLessThanOrEqual(32);
		for (const ring of Object.values(memory)) expect(ring.length).toBeLessThan(10_000);
	});

	it.each<[string, Storage]>([
		[
			'fails',
			{ read: async () => await Promise.reject(new Error('no disk')), write: async () => undefined, delete: async () => undefined },
		],
		[
			'takes too long',
			{ read: async () => await new Promise(() => undefined), write: async () => undefined, delete: async () => undefined },
		],
		[
			'always clashes',
			{ read: async () => ({}), write: async () => await Promise.reject(new Error('clash')), delete: async () => undefined },
		],
	])('lets an event through, and reports it, where the storage %s', async (_how, storage) => {
		const told: string[] = [];
		const once = aProcess(storage, (what) => void told.push(what));
		expect([await once.claim('a'), await once.claim('a')]).toEqual([true, false]);
		expect(told).toEqual([expect.stringContaining('storage')]);
	});
});

describe('a delivery that comes again', () => {
	it('after a restart starts nothing, where Botkit was given a storage', async () => {
		const storage = new MemoryStorage();
		const first = harness.bot(linq, { webhook: {} }, { storage });
		const arrival = await signedDelivery(harness, linq, first);
		const heard = listen(first);
		expect(await post(await first.url(), arrival.rawBody, headersOf(arrival))).toBe(202);
		await until(() => heard.events.length > 0, 'the tapback');

		const second = harness.bot(linq, { webhook: {} }, { storage });
		const heardLater = listen(second);
		expect(await post(await second.url(), arrival.rawBody, headersOf(arrival))).toBe(200);
		await pause(50);
		expect(heardLater.events).toEqual([]);
	});

	it('to several processes at once starts one turn, with a storage of the plugin’s own', async () => {
		const storage = slowly(new MemoryStorage());
		const bots = [1, 2, 3].map(() => harness.bot(linq, { webhook: {}, storage }));
		const [first] = bots;
		if (!first) throw new Error('There is no bot.');
		const arrival = await signedDelivery(harness, linq, first);
		const heard = bots.map(listen);
		const statuses = await Promise.all(bots.map(async (bot) => await post(await bot.url(), arrival.rawBody, headersOf(arrival))));
		expect(statuses.sort()).toEqual([200, 200, 202]);
		await until(() => heard.some(({ events }) => events.length > 0), 'the tapback');
		await pause(50);
		expect(heard.flatMap(({ events }) => events)).toHaveLength(1);
	});
});
