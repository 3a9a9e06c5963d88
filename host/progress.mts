import { setInterval } from 'node:timers';

/** Prints one line of progress. */
export type Log = (line: string) => void;

export interface Phase {
	log: Log;
	name: string;
	/** Seconds between two lines while it runs. Default 10. */
	heartbeatSeconds?: number;
}

/**
 * Runs work that may take minutes. Logs its start, a line every few seconds, and its duration.
 * Whole lines only, so that a terminal and a log file show the same.
 */
export async function runPhase<T>({ log, name, heartbeatSeconds = 10 }: Phase, work: () => Promise<T>): Promise<T> {
	const startedAt = Date.now();
	log(`${name} …`);
	const heartbeat = setInterval(() => log(`${name} … ${secondsSince(startedAt)} s`), heartbeatSeconds * 1000);
	heartbeat.unref();
	try {
		const result = await work();
		log(`${name}: done in ${secondsSince(startedAt)} s`);
		return result;
	} finally {
		clearInterval(heartbeat);
	}
}

function secondsSince(startedAt: number): number {
	return Math.round((Date.now() - startedAt) / 1000);
}
