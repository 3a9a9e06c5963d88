import type { IExecuteFunctions } from 'n8n-workflow';

import { createKeyedMutex, toggleStatesOf, type Provider, type ToggleState, type ToggleStore } from '../../core';
import { nodeKey } from '../shared/node-key';
import { within } from '../shared/calls/within';

/** How many messages are stored, about: a message has one entry, or a few during a request. */
const MOST_ENTRIES = 1000;
const IN_ENTRIES = { mode: 'entries', maxEntries: MOST_ENTRIES } as const;

/** A database that never answers must not block every later item. */
const LONGEST_MS = 20_000;

const mutex = createKeyedMutex();

/**
 * Stores which tapbacks of this node may be on a message, in n8n's table of processed values: the only storage beyond an
 * execution that a node can write for itself. The table only says whether it has a value. So each possible state is one
 * value, and a state that is no longer possible is removed. An interrupted write leaves too many states, never too few. Only
 * another worker that writes at the same moment can remove a state.
 * `undefined` if n8n offers no such table (as an agent's tool), or if the provider allows any emoji.
 */
export function toggleStore(context: IExecuteFunctions, provider: Provider): ToggleStore | undefined {
	const { checkProcessedAndRecord: record, removeProcessed: remove } = context.helpers;
	const states = toggleStatesOf(provider);
	if (typeof record !== 'function' || typeof remove !== 'function' || states === undefined) return undefined;
	const row = nodeKey(context);
	const entries = (key: string, of: readonly ToggleState[]) => of.map((state) => `${key} ${state}`);

	async function guarded<T>(task: () => Promise<T>): Promise<T | undefined> {
		try {
			return await mutex(row, async () => await within(LONGEST_MS, task()));
		} catch (error) {
			context.logger.debug('Tapback: the current tapback could not be stored or read', { reason: String(error) });
			return undefined;
		}
	}

	return {
		async load(key) {
			return await guarded(async () => {
				const { new: absent } = await record(entries(key, states), 'node', IN_ENTRIES);
				if (absent.length > 0) await remove(absent, 'node', IN_ENTRIES);
				const possible = states.filter((state) => !absent.includes(`${key} ${state}`));
				return possible.length === 0 ? undefined : possible;
			});
		},
		async save(key, possible) {
			await guarded(async () => {
				const gone = states.filter((state) => !possible.includes(state));
				if (possible.length > 0) await record(entries(key, possible), 'node', IN_ENTRIES);
				if (gone.length > 0) await remove(entries(key, gone), 'node', IN_ENTRIES);
			});
		},
	};
}
