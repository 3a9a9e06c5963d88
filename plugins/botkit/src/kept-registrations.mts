import { z } from 'zod';

import type { KeptSecrets, Provider, Registration } from '../../../core/index.ts';
import type { Storage } from './option-types.mts';

/** The registrations that this bot made, with the secrets that verify what they bring. */
export interface KeptRegistrations {
	/** Reads what an earlier process kept. */
	load(): Promise<void>;
	/** The same, at most every ten seconds: anybody can send forgeries. False where it wasn't looked, or nothing is new. */
	reload(): Promise<boolean>;
	get(url: string): Registration | undefined;
	/** Every secret that a delivery may be signed with. */
	secrets(): readonly string[];
	set(registration: Registration): void;
	forget(url: string): void;
	/** Writes what changed, for the next process. */
	save(): Promise<void>;
	/** Of providers that show one secret for all webhooks of an owner. */
	ofOwners: KeptSecrets;
}

const RELOAD_AFTER_MS = 10_000;

const keptSchema = z
	.object({
		registrations: z.array(z.object({ id: z.string(), url: z.string(), secret: z.string() })),
		owners: z.record(z.string(), z.string()),
	})
	.catch({ registrations: [], owners: {} });

/** Without a storage they last as long as the process; the next one registers anew. */
export function createKeptRegistrations({ id }: Provider, storageOf: () => Storage | undefined): KeptRegistrations {
	const key = `tapback/${id}/registrations`;
	const registrations = new Map<string, Registration>();
	const owners = new Map<string, string>();
	let loadedAt = -Infinity;

	const secrets = () => [...new Set([...registrations.values()].map(({ secret }) => secret))];

	async function load(): Promise<void> {
		loadedAt = Date.now();
		const items: Record<string, unknown> = (await storageOf()?.read([key])) ?? {};
		const kept = keptSchema.parse(items[key]);
		for (const registration of kept.registrations) registrations.set(registration.url, registration);
		for (const [owner, secret] of Object.entries(kept.owners)) owners.set(owner, secret);
	}

	return {
		load,
		async reload() {
			if (storageOf() === undefined || Date.now() - loadedAt < RELOAD_AFTER_MS) return false;
			const before = secrets().join();
			await load();
			return secrets().join() !== before;
		},
		get: (url) => registrations.get(url),
		secrets,
		set(registration) {
			registrations.set(registration.url, registration);
		},
		forget(url) {
			registrations.delete(url);
		},
		async save() {
			const kept = { registrations: [...registrations.values()], owners: Object.fromEntries(owners) };
			await storageOf()?.write({ [key]: { ...kept, eTag: '*' } });
		},
		ofOwners: {
			get: (owner) => owners.get(owner),
			keep(owner, secret) {
				owners.set(owner, secret);
			},
		},
	};
}
