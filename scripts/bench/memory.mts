import { execFileSync } from 'node:child_process';

import { printTable } from './table.mts';
import { withWorker } from './worker.mts';

/*
 * Measures the heap of the trigger's memories, after garbage collection: after 100,000 events and after a million. The memories
 * are bounded if the second figure is not above the first, except for a little noise.
 */

const MOST_GROWTH = 1.1;

/** Measures the memories of the trigger. Returns whether they are bounded. */
export async function benchMemory(): Promise<boolean> {
	return await withWorker('memory-worker.mts', async (worker) => {
		const grown: Array<{ name: string; early: number; late: number }> = JSON.parse(
			execFileSync(process.execPath, ['--expose-gc', worker], { encoding: 'utf8' }),
		);
		return printTable(
			grown.map(({ name, early, late }) => ({
				name,
				unit: '×',
				rounds: [late / early],
				limit: MOST_GROWTH,
				note: `${early.toFixed(1)} MB after 100,000 events, ${late.toFixed(1)} MB after 1,000,000`,
			})),
		);
	});
}
