import type { IExecuteFunctions } from 'n8n-workflow';

import { createKeyedMutex, toggleStatesOf, type Provider, type ToggleState, type ToggleStore } from '../../core';
import { nodeKey } from '../shared/node-key';
import { within } from '../shared/calls/within';

/** Messages whose state is kept, about: each has one entry, or a few while a request is out. */
const MOST_ENTRIES = 1000;
const IN_ENTRIES = { mode: 'entries', maxEntries: MOST_ENTRIES } as const;

/** A database that never answers must not hold up every later item. */
const LONGEST_MS = 20_000;

const inTurn = createKeyedMutex();

/**
 * What may stand from this node on a message, in n8n's own store of processed values: of all that lasts beyond an
 * execution, the only one that a node can write for itself. It can say of a value whether it is there, so each state
 * is a value, and what can't stand is taken out again. Broken off in the middle it holds too much, never too
 * little; only another worker that writes at the same moment can take something out.
 * `undefined` where n8n has no such store (as the tool of an agent), or where any emoji may stand.
 */
export function toggleStore(context: IExecuteFunctions, provider: Provider): ToggleStore | undefined {
	const { checkProcessedAndRecord: record, removeProcessed: remove } = context.helpers;
	const standings = toggleStatesOf(provider);
	if (typeof record !== 'function' || typeof remove !== 'function' || standings === undefined) return undefined;
	const row = nodeKey(context);
	const entries = (key: string, of: readonly ToggleState[]) => of.map((standing) => `${key} ${standing}`);

	async function guarded<T>(task: () => Promise<T>): Promise<T | undefined> {
		try {
			return await inTurn(row, async () => await within(LONGEST_MS, task()));
		} catch (error) {
			context.logger.debug('Tapback: what stands could not be kept for after a restart', { reason: String(error) });
			return undefined;
		}
	}

	return {
		async load(key) {
			return await guarded(async () => {
				const { new: absent } = await record(entries(key, standings), 'node', IN_ENTRIES);
				if (absent.length > 0) await remove(absent, 'node', IN_ENTRIES);
				const possible = standings.filter((standing) => !absent.includes(`${key} ${standing}`));
				return possible.length === 0 ? undefined : possible;
			});
		},
		async save(key, possible) {
			await guarded(async () => {
				const gone = standings.filter((standing) => !possible.includes(standing));
				if (possible.length > 0) await record(entries(key, possible), 'node', IN_ENTRIES);
				if (gone.length > 0) await remove(entries(key, gone), 'node', IN_ENTRIES);
			});
		},
	};
}
