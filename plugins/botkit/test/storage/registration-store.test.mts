import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { providerById } from '../../../../core/index.ts';
import type { Storage } from '../../src/index.mts';
import { createRegistrationStore } from '../../src/storage/registration-store.mts';

const linq = providerById('linq');
const URL = 'https://bot.example.com/hooks/tapback';
const registration = (id: string, url = URL) => ({ id, url, secret: `secret of ${id}` });

/** One process of several on one storage. */
function process(storage?: Storage) {
	return createRegistrationStore(linq, () => storage);
}

/** A storage that counts its reads, each of which waits until `release`. */
function slow(real: Storage = new MemoryStorage()) {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	let reads = 0;
	const storage: Storage = {
		async read(keys) {
			reads += 1;
			await released;
			return await real.read(keys);
		},
		write: async (changes) => await real.write(changes),
		delete: async (keys) => await real.delete(keys),
	};
	return { storage, release, reads: () => reads };
}

async function storageWith(id: string): Promise<Storage> {
	const storage = new MemoryStorage();
	await process(storage).replace(undefined, registration(id));
	return storage;
}

describe('loads', () => {
	it('at the same moment are one', async () => {
		const { storage, release, reads } = slow(await storageWith('a'));
		const store = process(storage);
		const loads = [store.load(), store.load(), store.load()];
		release();
		await Promise.all(loads);
		expect([reads(), store.secrets()]).toEqual([1, ['secret of a']]);
	});

	it('that fail are no loads: the next one reads again', async () => {
		const real = await storageWith('a');
		let isBroken = true;
		const store = process({
			read: async (keys) => (isBroken ? await Promise.reject(new Error('down')) : await real.read(keys)),
			write: async (changes) => await real.write(changes),
			delete: async (keys) => await real.delete(keys),
		});
		await expect(store.load()).rejects.toThrow('down');
		expect(await store.refresh()).toBe('unknown');
		isBroken = false;
		await store.load();
		expect(store.secrets()).toEqual(['secret of a']);
	});
});

describe('a delivery that no known secret fits', () => {
	it('waits for a load that runs, and is looked at again with the secrets that it brought', async () => {
		const { storage, release } = slow(await storageWith('a'));
		const store = process(storage);
		const load = store.load();
		const refreshed = store.refresh();
		release();
		await load;
		expect(await refreshed).toBe('new');
	});

	it('waits for a load that runs, however young the one before', async () => {
		const real = new MemoryStorage();
		let release = () => {};
		let isHeld = false;
		const released = new Promise<void>((resolve) => (release = resolve));
		const store = process({
			async read(keys) {
				if (isHeld) await released;
				return await real.read(keys);
			},
			write: async (changes) => await real.write(changes),
			delete: async (keys) => await real.delete(keys),
		});
		await store.load();
		await process(real).replace(undefined, registration('a'));
		isHeld = true;
		const load = store.load();
		const refreshed = store.refresh();
		release();
		await load;
		expect(await refreshed).toBe('new');
	});

	it('has the storage read at most once in ten seconds, because anybody can send forgeries', async () => {
		const { storage, release, reads } = slow(await storageWith('a'));
		release();
		const store = process(storage);
		expect([await store.refresh(), await store.refresh(), await store.refresh()]).toEqual(['new', 'same', 'same']);
		expect(reads()).toBe(1);
	});

	it.each([
		['without a storage', undefined],
		['with one', new MemoryStorage()],
	])('may be genuine while a registration is under way, %s', async (_what, storage) => {
		const store = process(storage);
		await store.refresh();
		expect(await store.whileRegistering(async () => await store.refresh())).toBe('unknown');
		expect(await store.refresh()).toBe('same');
	});
});

describe('what another process registered', () => {
	it('at the same URL meanwhile stays, and is given', async () => {
		const storage = new MemoryStorage();
		const [one, other] = [process(storage), process(storage)];
		await Promise.all([one.begin(), other.begin()]);
		expect(await one.replace(undefined, registration('a'))).toBeUndefined();
		expect(await other.replace(undefined, registration('b'))).toMatchObject({ id: 'a' });
		expect(other.secrets()).toEqual(['secret of a']);
	});

	it('at another URL at the same moment stays, too', async () => {
		const storage = new MemoryStorage();
		const [one, other] = [process(storage), process(storage)];
		await Promise.all([one.begin(), other.begin()]);
		await Promise.all([one.replace(undefined, registration('a')), other.replace(undefined, registration('b', `${URL}/other`))]);
		const later = process(storage);
		await later.load();
		expect(later.secrets().toSorted()).toEqual(['secret of a', 'secret of b']);
	});

	it('before is replaced by whoever knows it', async () => {
		const storage = await storageWith('a');
		const store = process(storage);
		await store.begin();
		expect(await store.replace(store.get(URL), registration('b'))).toBeUndefined();
		expect(store.secrets()).toEqual(['secret of b']);
	});
});
