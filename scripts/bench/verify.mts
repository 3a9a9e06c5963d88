import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

import { directoryOf, knownVersions, nodeBinaryOf } from '../../host/versions.mts';
import { captureDeliveries } from './verify-deliveries.mts';
import { median, printTable } from './table.mts';

/*
 * What is measured: one genuine delivery of one tapback, verified and parsed, in a process of its own under each Node that n8n
 * runs here. Beside it the bare limit: the same HMAC over the same bytes, a comparison in constant time, JSON.parse. For Linq,
 * whose webhooks follow Standard Webhooks, also what others do: the library standardwebhooks and the vendor's SDK, which verify
 * and parse, but read nothing. Rounds of 4,000 alternate between them; a figure is the median of its rounds.
 */

const MOST_TIMES_BARE = 1.5;

interface Measurement {
	node: string;
	results: Array<{ provider: string; rounds: Record<string, number[]> }>;
}

/** Measures verification and parsing; returns whether the limit holds for every provider and Node. */
export async function benchVerify(): Promise<boolean> {
	const folder = await mkdtemp(join(tmpdir(), 'tapback-bench-'));
	try {
		const worker = join(folder, 'worker.mjs');
		await build({
			entryPoints: [join(import.meta.dirname, 'verify-worker.mts')],
			outfile: worker,
			bundle: true,
			platform: 'node',
			format: 'esm',
			target: 'node20',
			banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		});
		const deliveries = join(folder, 'deliveries.json');
		let allHold = true;
		for (const node of nodes()) {
			await writeFile(deliveries, JSON.stringify(await captureDeliveries()));
			const measured: Measurement = JSON.parse(execFileSync(node, [worker, deliveries], { encoding: 'utf8' }));
			allHold = print(measured) && allHold;
		}
		return allHold;
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** This one, and the one of each n8n that is installed. */
function nodes(): string[] {
	const installed = knownVersions()
		.map(directoryOf)
		.filter((directory) => existsSync(join(directory, 'node_modules')));
	const ofHosts = installed.map(nodeBinaryOf);
	return [...new Set([process.execPath, ...ofHosts])];
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
