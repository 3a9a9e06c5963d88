import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { takeFileLock, type LockOptions } from '../../sandbox/src/persistence/file-lock.mts';
import { identityOf, isAlive, isRunning, parentOf } from '../../sandbox/src/persistence/process-identity.mts';

const HOLDER = join(__dirname, '..', 'harness', 'host', 'lock-holder.mts');

let directory: string;
let lock: string;
let journal: string;
let children: ChildProcess[] = [];

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'tapback-lock-'));
	lock = join(directory, 'lock');
	journal = join(directory, 'journal');
	writeFileSync(journal, '');
});
afterEach(() => {
	for (const child of children) child.kill('SIGKILL');
	children = [];
	rmSync(directory, { recursive: true });
});

function startHolder(holdMs: number): ChildProcess {
	const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, lock, journal, String(holdMs)], { stdio: 'ignore' });
	children.push(child);
	return child;
}

const notes = () => readFileSync(journal, 'utf8').trim().split('\n');

async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await sleep(10);
}

/** Takes it, and tells what was said meanwhile. */
async function take(options: Partial<LockOptions> = {}) {
	const leftovers: number[] = [];
	const release = await takeFileLock(lock, { onBusy: () => undefined, onLeftover: (pid) => leftovers.push(pid), ...options });
	return { leftovers, release };
}

describe('an identity of a process', () => {
	it('is the same as long as it runs', () => {
		expect(identityOf(process.pid)).toEqual(identityOf(process.pid));
	});

	it('is alive only while that very process is', () => {
		const own = identityOf(process.pid) ?? { pid: 0, birth: '' };
		expect([isAlive(own), isAlive({ ...own, birth: 'another00000' })]).toEqual([true, false]);
	});

	it('is gone with the process', async () => {
		const child = spawn(process.execPath, ['-e', '']);
		await once(child, 'exit');
		expect(isRunning(child.pid ?? 0)).toBe(false);
	});

	it('leads to who started it', async () => {
		const child = startHolder(60_000);
		expect(parentOf(child.pid ?? 0)).toEqual(identityOf(process.pid));
	});
});

describe('a file lock', () => {
	it('leaves nothing behind when it is given back', async () => {
		(await take()).release();
		expect(readdirSync(directory)).toEqual(['journal']);
	});

	it('is waited for while its owner lives', async () => {
		const { release } = await take();
		const child = startHolder(0);
		const order: string[] = [];
		const done = once(child, 'exit').then(() => order.push('the other'));
		await sleep(1500);
		order.push('released');
		release();
		await done;
		expect(order).toEqual(['released', 'the other']);
	});

	it('names its owner to the next, with who started the owner', async () => {
		const launchers = [{ pid: 77, birth: 'abc' }];
		const { release } = await take({ launchers });
		const refused = take({
			onBusy: (owner) => {
				throw new Error(JSON.stringify(owner));
			},
		});
		await expect(refused).rejects.toThrow(JSON.stringify({ ...identityOf(process.pid), launchers }));
		release();
	});

	it('of one that was killed is taken over, and the one is named', async () => {
		const child = startHolder(60_000);
		await until(() => notes().length > 0 && notes()[0] !== '');
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect((await take()).leftovers).toEqual([child.pid]);
	});

	it('of one whose number another process has by now is taken over', async () => {
		writeFileSync(`${lock}.${process.ppid}-0123456789ab-00000000`, '{}');
		expect((await take()).leftovers).toEqual([process.ppid]);
	});

	it('of an earlier version, with the number of a process that runs, is taken over', async () => {
		writeFileSync(lock, String(process.ppid));
		expect((await take()).leftovers).toEqual([process.ppid]);
		expect(readdirSync(directory).filter((name) => name === 'lock')).toEqual([]);
	});

	it('that is damaged still belongs to its living owner', async () => {
		const { release } = await take();
		const [claim = ''] = readdirSync(directory).filter((name) => name.startsWith('lock.'));
		writeFileSync(join(directory, claim), '{"laun');
		await expect(
			take({
				onBusy: ({ pid }) => {
					throw new Error(`busy ${pid}`);
				},
			}),
		).rejects.toThrow(`busy ${process.pid}`);
		release();
	});

	it('lets one in at a time where several start at once over the lock of a dead one', async () => {
		writeFileSync(`${lock}.4194301-0123456789ab-00000000`, '{}');
		const starting = Array.from({ length: 6 }, () => startHolder(30));
		await Promise.all(starting.map((child) => once(child, 'exit')));
		const visits = notes().filter((line) => !line.startsWith('leftover'));
		expect(visits).toHaveLength(12);
		for (let i = 0; i < visits.length; i += 2) {
			expect(visits[i + 1]).toBe(visits[i]?.replace('in', 'out'));
		}
	}, 60_000);
});
