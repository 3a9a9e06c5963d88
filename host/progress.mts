import { setInterval } from 'node:timers';

/** Takes one line of progress for a human. */
export type Log = (line: string) => void;

export interface Phase {
	log: Log;
	name: string;
	/** Seconds between signs of life. Default 10. */
	heartbeatSeconds?: number;
}

/**
 * Runs work that may take minutes: says when it starts, that it still lives, and how long it took.
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
