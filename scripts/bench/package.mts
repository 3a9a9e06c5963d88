import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPO_ROOT } from '../../host/pack.mts';
import { printTable } from './table.mts';

/*
 * Measures the size of the tarball that npm would publish; the time of a fresh process to load the nodes and credentials and to
 * create one of each, as n8n does when it starts; and the time of a node's first run to load its code. n8n-workflow and zod are
 * loaded before, as in n8n.
 */

const ROUNDS = 15;
const MOST_KILOBYTES = 120;
const MOST_LOAD_MILLISECONDS = 5;
const MOST_FIRST_RUN_MILLISECONDS = 20;

const LOAD = `
	const { n8n } = require('./package.json');
	require('n8n-workflow');
	require('zod');
	const timed = (work) => {
		const startedAt = process.hrtime.bigint();
		work();
		return Number(process.hrtime.bigint() - startedAt) / 1e6;
	};
	const load = timed(() => {
		for (const file of [...n8n.nodes, ...n8n.credentials]) {
			const [className] = file.split('/').at(-1).split('.');
			new (require('./' + file)[className])();
		}
	});
	console.log(JSON.stringify({ load, firstRun: timed(() => require('./dist/tapback.js')) }));
`;

/** Measures the n8n package; returns whether size and times are within their limits. */
export async function benchPackage(): Promise<boolean> {
	execFileSync('npm', ['run', 'build'], { cwd: REPO_ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
	const rounds = Array.from({ length: ROUNDS }, (): { load: number; firstRun: number } =>
		JSON.parse(execFileSync(process.execPath, ['-e', LOAD], { cwd: REPO_ROOT, encoding: 'utf8' })),
	);
	return printTable([
		{ name: 'tarball', unit: 'kB', rounds: [tarballKilobytes()], limit: MOST_KILOBYTES },
		{ name: 'load', unit: 'ms', rounds: rounds.map(({ load }) => load), limit: MOST_LOAD_MILLISECONDS },
		{ name: 'first run', unit: 'ms', rounds: rounds.map(({ firstRun }) => firstRun), limit: MOST_FIRST_RUN_MILLISECONDS },
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
	// npm 10 gives a list, npm 11 an object with names as keys.
	const tarball = Array.isArray(packed) ? packed[0] : packed[name];
	if (tarball === undefined) throw new Error('npm printed nothing about the tarball.');
	return tarball.size / 1000;
}
