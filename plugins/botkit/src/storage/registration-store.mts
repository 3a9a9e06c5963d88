import { z } from 'zod';

import type { SecretStore, Provider, Registration } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';

/** The registrations that this bot made, with the secrets that verify what they bring. */
export interface RegistrationStore {
	/** Reads what was kept. Whoever calls while a load runs shares it. @throws what the storage rejects with: then nothing is known. */
	load(): Promise<void>;
	/** Reads what is kept now, and begins the record where there is none, so that later writes can be compared. */
	begin(): Promise<void>;
	/**
	 * For a delivery that no secret fits. `new`: other secrets are known now. `same`: none came, and none was looked for
	 * where the last load is younger than ten seconds: anybody can send forgeries. `unknown`: the storage can’t tell, or a
	 * registration is under way, so the delivery may be genuine.
	 */
	refresh(): Promise<'new' | 'same' | 'unknown'>;
	get(url: string): Registration | undefined;
	/** Every secret that a delivery may be signed with. */
	secrets(): readonly string[];
	/** What a delivery brings meanwhile may be signed with a secret that is on its way. */
	whileRegistering<T>(task: () => Promise<T>): Promise<T>;
	/**
	 * Keeps a registration, if at its URL still stands what was `known` before. Gives what another process registered
	 * there meanwhile; then nothing is kept.
	 */
	replace(known: Registration | undefined, registration: Registration): Promise<Registration | undefined>;
	forget(url: string): Promise<void>;
	/** Of providers that show one secret for all webhooks of an owner. */
	ofOwners: SecretStore;
	/** Keeps what a failed registration was shown: it isn’t shown again. */
	keepOwners(): Promise<void>;
}

const RELOAD_AFTER_MS = 10_000;
const RETRY_AFTER_MS = 1000;
const ATTEMPTS = 8;
const FIRST_WRITE_MS = 100;

const keptSchema = z
	.object({
		registrations: z.array(z.object({ id: z.string(), url: z.string(), secret: z.string() })),
		owners: z.record(z.string(), z.string()),
		eTag: z.string().optional().catch(undefined),
	})
	.catch({ registrations: [], owners: {} });

type Kept = z.output<typeof keptSchema>;

/** Without a storage they last as long as the process; the next one registers anew. */
export function createRegistrationStore({ id }: Provider, storageOf: () => Storage | undefined): RegistrationStore {
	const key = `tapback/${id}/registrations`;
	let kept: Kept = { registrations: [], owners: {} };
	/** What the storage doesn't have yet, because it failed, or because a registration is under way. */
	const unsaved = new Map<string, Registration>();
	const newOwners = new Map<string, string>();
	let running: Promise<void> | undefined;
	let loadedAt = -Infinity;
	let failedAt = -Infinity;
	let registering = 0;

	const secrets = () => [...new Set([...kept.registrations, ...unsaved.values()].map(({ secret }) => secret))];

	async function read(storage: Storage): Promise<Kept> {
		const items: Record<string, unknown> = await storage.read([key]);
		return keptSchema.parse(items[key]);
	}

	async function load(): Promise<void> {
		const storage = storageOf();
		if (storage === undefined) return;
		running ??= read(storage)
			.then(
				(read) => {
					kept = read;
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

	/** Writes only over what was read; where another process was faster, reads again. With `undefined` nothing is written. */
	async function change(changed: (stored: Kept) => Kept | undefined): Promise<void> {
		const storage = storageOf();
		if (storage === undefined) {
			kept = changed(kept) ?? kept;
			return;
		}
		for (let attempt = 1; ; attempt += 1) {
			const { eTag, ...before } = await readOrBegin(storage);
			const next = changed(before);
			kept = next ?? before;
			if (next === undefined) return;
			try {
				return await storage.write({ [key]: { ...next, ...(eTag === undefined ? {} : { eTag }) } });
			} catch (error) {
				if (attempt === ATTEMPTS) throw error;
			}
		}
	}

	/** The first write of a record has no eTag to compare, so it says nothing yet, and gives others time to do the same. */
	async function readOrBegin(storage: Storage): Promise<Kept> {
		const items: Record<string, unknown> = await storage.read([key]);
		if (items[key] !== undefined && items[key] !== null) return keptSchema.parse(items[key]);
		await storage.write({ [key]: { registrations: [], owners: {} } });
		await new Promise((resolve) => setTimeout(resolve, FIRST_WRITE_MS));
		return await read(storage);
	}

	const withNew = ({ registrations, owners }: Kept): Kept => ({ registrations, owners: { ...owners, ...Object.fromEntries(newOwners) } });
	const without = (registrations: Kept['registrations'], url: string) => registrations.filter((one) => one.url !== url);

	return {
		load,
		async begin() {
			const storage = storageOf();
			if (storage !== undefined) kept = await readOrBegin(storage);
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
		get: (url) => unsaved.get(url) ?? kept.registrations.find((one) => one.url === url),
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
			let theirs: Registration | undefined;
			unsaved.set(url, registration);
			await change((stored) => {
				const standing = stored.registrations.find((one) => one.url === url);
				theirs = standing?.id === known?.id && standing?.secret === known?.secret ? undefined : standing;
				if (theirs !== undefined) return undefined;
				return { ...withNew(stored), registrations: [...without(stored.registrations, url), registration] };
			});
			unsaved.delete(url);
			if (theirs === undefined) newOwners.clear();
			return theirs;
		},
		async forget(url) {
			unsaved.delete(url);
			await change((stored) => ({ ...stored, registrations: without(stored.registrations, url) }));
		},
		ofOwners: {
			get: (owner) => newOwners.get(owner) ?? kept.owners[owner],
			keep(owner, secret) {
				newOwners.set(owner, secret);
			},
		},
		async keepOwners() {
			if (newOwners.size > 0) await change(withNew);
			newOwners.clear();
		},
	};
}
