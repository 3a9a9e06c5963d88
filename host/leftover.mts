import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { identityOf, isAlive } from '../sandbox/src/persistence/process-identity.mts';
import { writeWhole } from '../sandbox/src/persistence/whole-file.mts';
import type { Log } from './progress.mts';
import { readStored } from './stored.mts';

const recordSchema = z.object({ pid: z.number().int().min(2), birth: z.string() });

export interface LeftoverOptions {
	/** What it is, for the log. */
	name: string;
	/** How long it may take to end in order. */
	graceMs: number;
	log: Log;
}

/** Notes that this process group runs, for whoever comes after us if we are killed. Returns the function that strikes it out. */
export function recordProcess(recordFile: string, pid: number): () => void {
	const identity = identityOf(pid);
	if (identity === undefined) return () => undefined;
	writeWhole(recordFile, JSON.stringify(identity));
	return () => rmSync(recordFile, { force: true });
}

/** Ends the process group that somebody noted who was killed: two at the same files would spoil them. */
export async function endLeftover(recordFile: string, { name, graceMs, log }: LeftoverOptions): Promise<void> {
	const { value: left } = readStored(recordFile, recordSchema);
	if (left !== undefined && isAlive(left)) {
		log(`${name} of an earlier start still runs, as process ${left.pid}: it is ended first.`);
		signal(left.pid, 'SIGTERM');
		const deadline = Date.now() + graceMs;
		while (isAlive(left) && Date.now() < deadline) await sleep(50);
		// The whole group; its leader is that very process as long as it lives.
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
