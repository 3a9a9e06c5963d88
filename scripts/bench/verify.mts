import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { directoryOf, knownVersions, nodeBinaryOf } from '../../host/versions.mts';
import { captureDeliveries } from './verify-deliveries.mts';
import { median, printTable } from './table.mts';
import { withWorker } from './worker.mts';

/*
 * What is measured: one genuine delivery of one tapback, verified and parsed, in a process of its own under each Node that n8n
 * runs here. Beside it the bare limit: the same HMAC over the same bytes, a comparison in constant time, JSON.parse. For Linq,
 * whose webhooks follow Standard Webhooks, also what others do: the library standardwebhooks and the vendor's SDK, which verify
 * and parse, but read nothing. Rounds of 4,000 alternate between them; a figure is the median of its rounds, in processor time.
 */

const MOST_TIMES_BARE = 1.5;

interface Measurement {
	node: string;
	results: Array<{ provider: string; rounds: Record<string, number[]> }>;
}

/** Measures verification and parsing; returns whether the limit holds for every provider and Node. */
export async function benchVerify(): Promise<boolean> {
	return await withWorker('verify-worker.mts', async (worker, folder) => {
		const deliveries = join(folder, 'deliveries.json');
		let allHold = true;
		for (const node of nodes()) {
			// Fresh ones: the libraries look at the machine's clock.
			await writeFile(deliveries, JSON.stringify(await captureDeliveries()));
			const measured: Measurement = JSON.parse(execFileSync(node, [worker, deliveries], { encoding: 'utf8' }));
			allHold = print(measured) && allHold;
		}
		return allHold;
	});
}

/** This one, and the one of each n8n that is installed. */
function nodes(): string[] {
	const installed = knownVersions()
		.map(directoryOf)
		.filter((directory) => existsSync(join(directory, 'node_modules')));
	const versionOf = (node: string) => execFileSync(node, ['--version'], { encoding: 'utf8' });
	return [...new Map([...installed.map(nodeBinaryOf), process.execPath].map((node) => [versionOf(node), node])).values()];
}

function print({ node, results }: Measurement): boolean {
	console.log(`  Node ${node}, times the bare limit`);
	return printTable(
		results.flatMap(({ provider, rounds: { bare = [], ...others } }) =>
			Object.entries(others).map(([name, rounds]) => ({
				name: `${provider} ${name}`,
				unit: '×',
				rounds: rounds.map((round, index) => round / (bare[index] ?? Number.NaN)),
				limit: name === 'ours' ? MOST_TIMES_BARE : undefined,
				note: `${median(rounds).toFixed(1)} µs, bare ${median(bare).toFixed(1)} µs`,
			})),
		),
	);
}
