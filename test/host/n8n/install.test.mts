import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { ensureN8n } from '../../../host/n8n/install.mts';

const INSTALLER = join(__dirname, '..', '..', 'harness', 'host', 'installer.mts');
const [nodeMajor] = process.versions.node.split('.');

/** Stands for npm: notes what it does, puts in place what an installed n8n has, and takes its time where it is told to. */
const NPM = `#!/usr/bin/env node
const fs = require('node:fs');
const journal = process.env.TAPBACK_TEST_JOURNAL;
const note = (word) => fs.appendFileSync(journal, word + ' ' + process.argv[2] + '\\n');
note('begin');
const put = (file, text) => { fs.mkdirSync(require('node:path').dirname(file), { recursive: true }); fs.writeFileSync(file, text); };
setTimeout(() => {
  if (process.argv[2] === 'ci') {
    fs.rmSync('node_modules', { recursive: true, force: true });
    put('node_modules/n8n/bin/n8n', '');
    put('node_modules/sqlite3/index.js', '');
  } else put('node_modules/sqlite3/build/Release/node_sqlite3.node', '');
  note('end');
}, Number(process.env.TAPBACK_TEST_NPM_MS ?? 0));
`;

let directory: string;
let journal: string;
let lines: string[];
const path = process.env.PATH;

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'tapback-install-'));
	journal = join(directory, 'journal');
	lines = [];
	mkdirSync(join(directory, 'bin'));
	writeFileSync(join(directory, 'bin', 'npm'), NPM);
	chmodSync(join(directory, 'bin', 'npm'), 0o755);
	writeFileSync(join(directory, 'package.json'), JSON.stringify({ optionalDependencies: { 'node-linux-none': `${nodeMajor}.0.0` } }));
	writeFileSync(join(directory, 'package-lock.json'), '{}');
	writeFileSync(journal, '');
	process.env.PATH = `${join(directory, 'bin')}${delimiter}${path}`;
	process.env.TAPBACK_TEST_JOURNAL = journal;
});
afterEach(() => {
	process.env.PATH = path;
	delete process.env.TAPBACK_TEST_JOURNAL;
	rmSync(directory, { recursive: true, force: true });
});

const done = () => readFileSync(journal, 'utf8').trim().split('\n');
const stampFile = () => join(directory, 'node_modules', '.tapback-stamp.json');
const install = () => ensureN8n('0.0.0', { directory, log: (line) => lines.push(line) });

describe('the installation of n8n', () => {
	it('is done once', async () => {
		await install();
		await install();
		expect(done()).toEqual(['begin ci', 'end ci', 'begin rebuild', 'end rebuild']);
	});

	it.each([
		{ what: 'empty', content: '' },
		{ what: 'cut', content: '{"lock":"9f86d0' },
		{ what: 'of another form', content: '{"phase":7}' },
	])('is done anew where its stamp is $what, and says so', async ({ content }) => {
		await install();
		writeFileSync(stampFile(), content);
		await install();
		expect(done().filter((line) => line === 'end ci')).toHaveLength(2);
		expect(lines.join('\n')).toMatch(/\.tapback-stamp\.json is damaged \(.+\): n8n 0\.0\.0 is installed anew\./);
	});

	it('goes on with the database where the packages are there already', async () => {
		await install();
		const stamp = JSON.parse(readFileSync(stampFile(), 'utf8'));
		writeFileSync(stampFile(), JSON.stringify({ ...stamp, phase: 'packages' }));
		await install();
		expect(done().slice(4)).toEqual(['begin rebuild', 'end rebuild']);
	});

	it('goes on after a kill -9, says so, and ends the npm that was left running before it begins its own', async () => {
		const env = { ...process.env, TAPBACK_TEST_NPM_MS: '600000' };
		const killed = spawn(process.execPath, ['--import', 'tsx', INSTALLER, directory], { env, stdio: 'ignore' });
		while (!readFileSync(journal, 'utf8').includes('begin ci')) await sleep(10);
		const { pid: npm } = JSON.parse(readFileSync(join(directory, '.tapback', 'running.json'), 'utf8'));
		killed.kill('SIGKILL');
		await once(killed, 'exit');
		await install();
		expect(lines).toEqual(
			expect.arrayContaining([
				`An installation of n8n 0.0.0 by process ${killed.pid} was cut off: this one goes on with it.`,
				`The installation of n8n 0.0.0 of an earlier start still runs, as process ${npm}: it is ended first.`,
			]),
		);
		expect(done()).toEqual(['begin ci', 'begin ci', 'end ci', 'begin rebuild', 'end rebuild']);
	});

	it('keeps its work folder and its log for the user alone', async () => {
		mkdirSync(join(directory, '.tapback'), { mode: 0o755 });
		writeFileSync(join(directory, '.tapback', 'install.log'), '', { mode: 0o644 });
		await install();
		const modes = ['.tapback', '.tapback/install.log'].map((name) => statSync(join(directory, name)).mode & 0o777);
		expect(modes).toEqual([0o700, 0o600]);
	});
});
