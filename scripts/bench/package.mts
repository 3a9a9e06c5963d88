import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPO_ROOT } from '../../host/pack.mts';
import { printTable } from './table.mts';

/*
 * What is measured: the tarball that npm would publish, and how long its nodes and credentials take to load in a fresh process,
 * once n8n-workflow and zod are there, which n8n itself has loaded long before.
 */

const ROUNDS = 15;
const MOST_KILOBYTES = 120;
const MOST_MILLISECONDS = 10;

const LOAD = `
	const { n8n } = require('./package.json');
	require('n8n-workflow');
	require('zod');
	const startedAt = process.hrtime.bigint();
	for (const file of [...n8n.nodes, ...n8n.credentials]) require('./' + file);
	console.log(Number(process.hrtime.bigint() - startedAt) / 1e6);
`;

/** Measures the n8n package; returns whether size and load time are within their limits. */
export async function benchPackage(): Promise<boolean> {
	execFileSync('npm', ['run', 'build'], { cwd: REPO_ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
	const loads = Array.from({ length: ROUNDS }, () =>
		Number(execFileSync(process.execPath, ['-e', LOAD], { cwd: REPO_ROOT, encoding: 'utf8' })),
	);
	return printTable([
		{ name: 'tarball', unit: 'kB', rounds: [tarballKilobytes()], limit: MOST_KILOBYTES },
		{ name: 'load', unit: 'ms', rounds: loads, limit: MOST_MILLISECONDS },
	]);
}

function tarballKilobytes(): number {
	const { name }: { name: string } = JSON.parse(readFileSync(join(REPO_ROOT, 'package.json'), 'utf8'));
	const packed: Array<{ size: number }> | Record<string, { size: number }> = JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: REPO_ROOT,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	);
	// npm 10 gives a list, npm 11 an object by name.
	const tarball = Array.isArray(packed) ? packed[0] : packed[name];
	if (tarball === undefined) throw new Error('npm said nothing of the tarball.');
	return tarball.size / 1000;
}
