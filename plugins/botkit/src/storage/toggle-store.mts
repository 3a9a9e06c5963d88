import { z } from 'zod';

import type { Provider, ToggleState, ToggleStore } from '../../../../core/index.ts';
import type { Storage } from '../options/types.mts';
import { STORAGE_TIMEOUT_MS, within } from './time-limit.mts';
import type { Report } from '../lifecycle/report.mts';
import { createStorageRing } from './storage-ring.mts';

const MOST_PER_SHARD = 100;

const statesSchema: z.ZodType<ToggleState[]> = z.array(z.custom<ToggleState>((value) => typeof value === 'string'));

/** Stores which tapbacks of the bot may be on a message, for providers that toggle. */
export function createToggleStore(
	provider: Provider,
	{ storageOf, report }: { storageOf: () => Storage | undefined; report: Report },
): ToggleStore {
	const ring = createStorageRing({ name: `${provider.id}/toggle-states`, schema: statesSchema, mostPerShard: MOST_PER_SHARD, storageOf });

	async function guarded<T>(task: () => Promise<T>): Promise<T | undefined> {
		return await within(STORAGE_TIMEOUT_MS, task).catch((error: unknown) => {
			report('The current tapback on a message could not be stored or read', error);
			return undefined;
		});
	}

	return {
		async load(key) {
			const possible = await guarded(async () => await ring.get(key));
			return possible?.length === 0 ? undefined : possible;
		},
		save: async (key, possible) => void (await guarded(async () => await ring.put(key, [...possible]))),
	};
}
