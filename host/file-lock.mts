import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;

/**
 * Runs work that only one process on this machine may do at a time. A lock whose owner is gone is taken over.
 * @param onBusy hears once, by pid, who is at it; then we wait, unless it throws
 */
export async function withFileLock<T>(file: string, onBusy: (pid: number) => void, work: () => Promise<T>): Promise<T> {
	const release = await takeFileLock(file, onBusy);
	try {
		return await work();
	} finally {
		await release();
	}
}

/** Takes the lock and leaves it to the caller to give it back. */
export async function takeFileLock(file: string, onBusy: (pid: number) => void): Promise<() => Promise<void>> {
	let hasSaid = false;
	while (!(await tryCreate(file))) {
		const owner = await ownerOf(file);
		if (owner === undefined || !isAlive(owner)) {
			await rm(file, { force: true });
			continue;
		}
		if (!hasSaid) onBusy(owner);
		hasSaid = true;
		await sleep(LOOK_EVERY_MS);
	}
	return () => rm(file, { force: true });
}

async function tryCreate(file: string): Promise<boolean> {
	try {
		await writeFile(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
}

async function ownerOf(file: string): Promise<number | undefined> {
	// The owner creates the file and fills it right after: give it that moment.
	for (let attempt = 0; attempt < 3; attempt++) {
		const pid = Number(await readFile(file, 'utf8').catch(() => ''));
		if (Number.isInteger(pid) && pid > 0) return pid;
		await sleep(50);
	}
	return undefined;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
