import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { directoryOf, knownVersions, nodeBinaryOf } from '../../host/n8n/versions.mts';
import { captureDeliveries } from './verify-deliveries.mts';
import { median, printTable } from './table.mts';
import { withWorker } from './worker.mts';

/*
 * Measures one genuine delivery of one tapback, verified and parsed, under each Node of an installed n8n; and the same with all
 * later steps: the filter, the previous tapbacks, the output event. The bare limit to compare with is the same HMAC over the
 * same bytes, a comparison in constant time, and JSON.parse. Sendblue signs nothing and has no event for a tapback, so ordinary
 * messages are measured, too: each may be a fallback text. Linq follows Standard Webhooks, so the library standardwebhooks and
 * the vendor's SDK are measured, too; both verify and parse, but normalize nothing. Each provider has a process. Rounds of 4,000
 * alternate, after three warm-up rounds. A figure is the median of its rounds, in processor time.
 */

const MOST_TIMES_BARE = 1.5;
/** For an ordinary message through Sendblue: 1.2 times the cost with English only, which was 0.62 × on this scale. */
const MOST_TIMES_BARE_ORDINARY = 0.75;
const LIMITS: Record<string, number> = { ours: MOST_TIMES_BARE, ordinary: MOST_TIMES_BARE_ORDINARY };
const NAME_WIDTH = 'linq standardwebhooks'.length;

/** Microseconds by case. */
type Rounds = Record<string, number[]>;

/** Measures verification and parsing. Returns whether the limit holds for every provider and Node. */
export async function benchVerify(): Promise<boolean> {
	return await withWorker('verify-worker.mts', async (worker, folder) => {
		const deliveries = join(folder, 'deliveries.json');
		let allHold = true;
		for (const node of nodes()) {
			// Fresh deliveries, because the libraries compare timestamps with the machine's clock.
			const captured = await captureDeliveries();
			await writeFile(deliveries, JSON.stringify(captured));
			console.log(`  Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}, times the bare limit`);
			for (const { provider } of captured) {
				const rounds: Rounds = JSON.parse(execFileSync(node, [worker, deliveries, provider], { encoding: 'utf8' }));
				allHold = print(provider, rounds) && allHold;
			}
		}
		return allHold;
	});
}

/** This Node, and the Node of each installed n8n. */
function nodes(): string[] {
	const installed = knownVersions()
		.map(directoryOf)
		.filter((directory) => existsSync(join(directory, 'node_modules')));
	const versionOf = (node: string) => execFileSync(node, ['--version'], { encoding: 'utf8' });
	return [...new Map([...installed.map(nodeBinaryOf), process.execPath].map((node) => [versionOf(node), node])).values()];
}

function print(provider: string, { bare = [], ...others }: Rounds): boolean {
	return printTable(
		Object.entries(others).map(([name, rounds]) => ({
			name: `${provider} ${name}`.padEnd(NAME_WIDTH),
			unit: '×',
			rounds: rounds.map((round, index) => round / (bare[index] ?? Number.NaN)),
			limit: LIMITS[name],
			note: `${median(rounds).toFixed(1)} µs, bare ${median(bare).toFixed(1)} µs`,
		})),
	);
}
