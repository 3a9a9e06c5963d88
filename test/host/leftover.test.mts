import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchersOf, untilOrphaned } from '../../host/launchers.mts';
import { endLeftover, recordProcess } from '../../host/leftover.mts';
import { identityOf, isRunning } from '../../sandbox/src/persistence/process-identity.mts';

let directory: string;
let record: string;
let lines: string[];
let children: ChildProcess[];

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'tapback-leftover-'));
	record = join(directory, 'running.json');
	lines = [];
	children = [];
});
afterEach(() => {
	for (const child of children) child.kill('SIGKILL');
	rmSync(directory, { recursive: true });
});

async function startProgram(source: string): Promise<{ child: ChildProcess; pid: number }> {
	const child = spawn(process.execPath, ['-e', `${source}; setInterval(() => {}, 1000); console.log('up')`], {
		detached: true,
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	children.push(child);
	if (child.stdout) await once(child.stdout, 'data');
	return { child, pid: child.pid ?? 0 };
}

const end = (graceMs = 20_000) => endLeftover(record, { name: 'n8n', graceMs, log: (line) => lines.push(line) });

describe('what an earlier start left running', () => {
	it('is ended in order, and named', async () => {
		const { pid } = await startProgram('');
		recordProcess(record, pid);
		await end();
		expect([isRunning(pid), lines]).toEqual([false, [`n8n of an earlier start still runs, as process ${pid}: it is ended first.`]]);
	});

	it('is ended by force where it does not end', async () => {
		const { pid } = await startProgram("process.on('SIGTERM', () => {})");
		recordProcess(record, pid);
		await end(100);
		expect(isRunning(pid)).toBe(false);
	});

	it('is left alone where its number belongs to another process by now', async () => {
		const { pid } = await startProgram('');
		writeFileSync(record, JSON.stringify({ pid, birth: 'another00000' }));
		await end();
		expect([isRunning(pid), lines]).toEqual([true, []]);
	});

	it.each(['', '{"pid":', '{"pid":1,"birth":""}', '{"pid":-1,"birth":""}'])('is nothing where the note is %j', async (content) => {
		writeFileSync(record, content);
		await end();
		expect([existsSync(record), lines]).toEqual([false, []]);
	});
});

describe('a process that npm started', () => {
	it('is orphaned when its launcher is killed', async () => {
		const { child, pid } = await startProgram('');
		const launcher = identityOf(pid);
		const orphaned = untilOrphaned(launcher === undefined ? [] : [launcher]);
		child.kill('SIGKILL');
		await expect(orphaned).resolves.toBeUndefined();
	});

	it('has its parent for a launcher', () => {
		expect(launchersOf(process.pid)[0]).toEqual(identityOf(process.ppid));
	});
});
