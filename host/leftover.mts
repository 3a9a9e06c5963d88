import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { identityOf, isAlive } from '../sandbox/src/persistence/process-identity.mts';
import { writeWhole } from '../sandbox/src/persistence/whole-file.mts';
import type { Log } from './progress.mts';
import { readStored } from './stored.mts';

const recordSchema = z.object({ pid: z.number().int().min(2), birth: z.string() });

export interface LeftoverOptions {
	/** The name of the process, for the log. */
	name: string;
	/** Milliseconds to end in order, before it is killed. */
	graceMs: number;
	log: Log;
}

/** Records a running process group, so that the next start can end it if we are killed. Returns the function that removes the record. */
export function recordProcess(recordFile: string, pid: number): () => void {
	const identity = identityOf(pid);
	if (identity === undefined) return () => undefined;
	writeWhole(recordFile, JSON.stringify(identity));
	return () => rmSync(recordFile, { force: true });
}

/** Ends the process group that a killed start recorded, because two processes would corrupt the same files. */
export async function endLeftover(recordFile: string, { name, graceMs, log }: LeftoverOptions): Promise<void> {
	const { value: left } = readStored(recordFile, recordSchema);
	if (left !== undefined && isAlive(left)) {
		log(`${name} of an earlier start still runs, as process ${left.pid}: it is ended first.`);
		signal(left.pid, 'SIGTERM');
		const deadline = Date.now() + graceMs;
		while (isAlive(left) && Date.now() < deadline) await sleep(50);
		// The whole group. Its leader is the recorded process, as long as that runs.
		if (isAlive(left)) signal(-left.pid, 'SIGKILL');
		while (isAlive(left)) await sleep(50);
	}
	rmSync(recordFile, { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch {
		// ESRCH: it ended by itself.
	}
}
