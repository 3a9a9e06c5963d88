import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { printTable, median } from './table.mts';
import { fillSandbox } from './sandbox-load.mts';
import { startCli, timeBareNode } from './sandbox-process.mts';

/*
 * Measures the built command (sandbox/dist/cli.mjs) as a separate process, as users start it.
 *   Start: from the spawn to the answer of GET /control/health, against an empty Node process (`node -e 0`) from spawn to exit.
 *   The two alternate, so that a busy moment affects both.
 *   Memory: the highest resident set (ps), read every quarter of a second. Meanwhile 10,000 messages are sent through the five
 *   vendors' APIs, then people's tapbacks, reactions and reads follow until requests and deliveries have written 100,000 entries
 *   into the two logs. Every request and every delivery uses HTTP; a receiver in this process takes the deliveries. At most 200
 *   deliveries are outstanding, so that no queue grows because this process is slower. Rounds with and without --state alternate.
 * Every figure is the median of its rounds, and is printed with them. Nothing else should run on the machine.
 */

const START_ROUNDS = 9;
const MEMORY_ROUNDS = 3;
const MOST_START_SECONDS = 2;
const MOST_MEGABYTES = 120;

/** Measures start and memory of the sandbox; returns whether both are within their limits. */
export async function benchSandbox(): Promise<boolean> {
	execFileSync('npm', ['run', 'build', '--workspace', 'tapback-sandbox'], { stdio: ['ignore', 'ignore', 'inherit'] });
	const folder = await mkdtemp(join(tmpdir(), 'tapback-bench-'));
	try {
		const { bare, start } = await measureStart();
		const { inMemory, inFile } = await measureMemory(folder);
		const ratio = (median(start) / median(bare)).toFixed(1);
		return printTable([
			{ name: 'node -e 0', unit: 's', rounds: bare },
			{ name: 'start', unit: 's', rounds: start, limit: MOST_START_SECONDS, note: `${ratio} × node -e 0` },
			{ name: 'memory', unit: 'MB', rounds: inMemory, limit: MOST_MEGABYTES },
			{ name: 'memory with --state', unit: 'MB', rounds: inFile, limit: MOST_MEGABYTES },
		]);
	} finally {
		await rm(folder, { recursive: true });
	}
}

async function measureStart(): Promise<{ bare: number[]; start: number[] }> {
	const bare: number[] = [];
	const start: number[] = [];
	for (let round = 0; round < START_ROUNDS; round += 1) {
		bare.push(await timeBareNode());
		const { seconds, end } = await startCli([]);
		start.push(seconds);
		await end();
	}
	return { bare, start };
}

async function measureMemory(folder: string): Promise<{ inMemory: number[]; inFile: number[] }> {
	const inMemory: number[] = [];
	const inFile: number[] = [];
	for (let round = 0; round < MEMORY_ROUNDS; round += 1) {
		inMemory.push(await highestMegabytes([]));
		inFile.push(await highestMegabytes(['--state', join(folder, `state-${round}.json`)]));
	}
	return { inMemory, inFile };
}

async function highestMegabytes(args: string[]): Promise<number> {
	const { url, megabytes, end } = await startCli(args);
	let highest = megabytes();
	const watch = setInterval(() => (highest = Math.max(highest, megabytes())), 250);
	await fillSandbox(url, { messages: 10_000, logEntries: 100_000 });
	clearInterval(watch);
	highest = Math.max(highest, megabytes());
	await end();
	return highest;
}
