import { z } from 'zod';

import type { SecretStore, Provider, Registration } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';

/** The registrations that this bot made, with the secrets that verify their deliveries. */
export interface RegistrationStore {
	/** Reads the storage. Calls during a load share it. @throws the storage's error */
	load(): Promise<void>;
	/** Reads the storage. Creates the record if there is none, so that later writes have an eTag to compare. */
	begin(): Promise<void>;
	/**
	 * Reads the storage again, after a delivery that no secret verifies. `new`: the secrets changed. `same`: they didn't, or the
	 * last load is younger than ten seconds: then nothing is read, because anybody can send forged deliveries. `unknown`: the
	 * storage can’t be read or a registration is under way, so the delivery may be genuine.
	 */
	refresh(): Promise<'new' | 'same' | 'unknown'>;
	get(url: string): Registration | undefined;
	/** Every secret that a delivery may be signed with. */
	secrets(): readonly string[];
	/** Runs a registration. Meanwhile `refresh` gives `unknown`, because a delivery may be signed with the coming secret. */
	whileRegistering<T>(task: () => Promise<T>): Promise<T>;
	/**
	 * Stores a registration, if the stored one for its URL is still `known`. Otherwise stores nothing, and returns the one that
	 * another process stored meanwhile.
	 */
	replace(known: Registration | undefined, registration: Registration): Promise<Registration | undefined>;
	forget(url: string): Promise<void>;
	/** Secrets of providers that have one secret for all webhooks of an owner. */
	ofOwners: SecretStore;
	/** Stores the owner's secret that a failed registration received, because the provider doesn't show it again. */
	keepOwners(): Promise<void>;
}

const RELOAD_AFTER_MS = 10_000;
const RETRY_AFTER_MS = 1000;
const ATTEMPTS = 8;
const FIRST_WRITE_MS = 100;

const recordSchema = z
	.object({
		registrations: z.array(z.object({ id: z.string(), url: z.string(), secret: z.string() })),
		owners: z.record(z.string(), z.string()),
		eTag: z.string().optional().catch(undefined),
	})
	.catch({ registrations: [], owners: {} });

type StoredRecord = z.output<typeof recordSchema>;

/** Without a storage, registrations last as long as the process, and the next process registers anew. */
export function createRegistrationStore({ id }: Provider, storageOf: () => Storage | undefined): RegistrationStore {
	const key = `tapback/${id}/registrations`;
	let current: StoredRecord = { registrations: [], owners: {} };
	/** Registrations that the storage doesn't have yet, because it failed or a registration is under way. */
	const unsaved = new Map<string, Registration>();
	const newOwners = new Map<string, string>();
	let running: Promise<void> | undefined;
	let loadedAt = -Infinity;
	let failedAt = -Infinity;
	let registering = 0;

	const secrets = () => [...new Set([...current.registrations, ...unsaved.values()].map(({ secret }) => secret))];

	async function read(storage: Storage): Promise<StoredRecord> {
		const items: Record<string, unknown> = await storage.read([key]);
		return recordSchema.parse(items[key]);
	}

	async function load(): Promise<void> {
		const storage = storageOf();
		if (storage === undefined) return;
		running ??= read(storage)
			.then(
				(read) => {
					current = read;
					loadedAt = Date.now();
				},
				(error: unknown) => {
					failedAt = Date.now();
					throw error;
				},
			)
			.finally(() => (running = undefined));
		await running;
	}

	/** Changes the record by compare-and-swap. If another process was faster, reads again. `undefined` writes nothing. */
	async function change(changed: (stored: StoredRecord) => StoredRecord | undefined): Promise<void> {
		const storage = storageOf();
		if (storage === undefined) {
			current = changed(current) ?? current;
			return;
		}
		for (let attempt = 1; ; attempt += 1) {
			const { eTag, ...before } = await readOrBegin(storage);
			const next = changed(before);
			current = next ?? before;
			if (next === undefined) return;
			try {
				return await storage.write({ [key]: { ...next, ...(eTag === undefined ? {} : { eTag }) } });
			} catch (error) {
				if (attempt === ATTEMPTS) throw error;
			}
		}
	}

	/**
	 * Reads the record, or creates it. The first write of a record has no eTag to compare, so it writes an empty record, and reads
	 * again after a pause in which other processes may do the same.
	 */
	async function readOrBegin(storage: Storage): Promise<StoredRecord> {
		const items: Record<string, unknown> = await storage.read([key]);
		if (items[key] !== undefined && items[key] !== null) return recordSchema.parse(items[key]);
		await storage.write({ [key]: { registrations: [], owners: {} } });
		await new Promise((resolve) => setTimeout(resolve, FIRST_WRITE_MS));
		return await read(storage);
	}

	const withNewOwners = ({ registrations, owners }: StoredRecord): StoredRecord => ({
		registrations,
		owners: { ...owners, ...Object.fromEntries(newOwners) },
	});
	const without = (registrations: StoredRecord['registrations'], url: string) => registrations.filter((one) => one.url !== url);

	return {
		load,
		async begin() {
			const storage = storageOf();
			if (storage !== undefined) current = await readOrBegin(storage);
		},
		async refresh() {
			if (storageOf() === undefined) return registering > 0 ? 'unknown' : 'same';
			const before = secrets().join();
			const now = Date.now();
			if (now - failedAt < RETRY_AFTER_MS && failedAt > loadedAt) return 'unknown';
			if (running !== undefined || now - loadedAt >= RELOAD_AFTER_MS) {
				const isLoaded = await load().then(
					() => true,
					() => false,
				);
				if (!isLoaded) return 'unknown';
			}
			if (secrets().join() !== before) return 'new';
			return registering > 0 ? 'unknown' : 'same';
		},
		get: (url) => unsaved.get(url) ?? current.registrations.find((one) => one.url === url),
		secrets,
		async whileRegistering(task) {
			registering += 1;
			try {
				return await task();
			} finally {
				registering -= 1;
			}
		},
		async replace(known, registration) {
			const { url } = registration;
			let otherProcess: Registration | undefined;
			unsaved.set(url, registration);
			await change((stored) => {
				const found = stored.registrations.find((one) => one.url === url);
				otherProcess = found?.id === known?.id && found?.secret === known?.secret ? undefined : found;
				if (otherProcess !== undefined) return undefined;
				return { ...withNewOwners(stored), registrations: [...without(stored.registrations, url), registration] };
			});
			unsaved.delete(url);
			if (otherProcess === undefined) newOwners.clear();
			return otherProcess;
		},
		async forget(url) {
			unsaved.delete(url);
			await change((stored) => ({ ...stored, registrations: without(stored.registrations, url) }));
		},
		ofOwners: {
			get: (owner) => newOwners.get(owner) ?? current.owners[owner],
			keep(owner, secret) {
				newOwners.set(owner, secret);
			},
		},
		async keepOwners() {
			if (newOwners.size > 0) await change(withNewOwners);
			newOwners.clear();
		},
	};
}
