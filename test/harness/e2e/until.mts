import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** Ends a run that hangs, and decides no test: on a busy machine everything takes its time. */
export const LONGEST_MS = 5 * 60_000;

/** Looks for something until it is there; `undefined` where it isn't in time. */
export async function lookFor<T>(look: () => T | undefined | Promise<T | undefined>, withinMs = LONGEST_MS): Promise<T | undefined> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined) return found;
		await sleep(LOOK_EVERY_MS);
	}
	return undefined;
}

/** The same, and fails where it isn't in time. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	const found = await lookFor(look);
	if (found !== undefined) return found;
	throw new Error(`There was no ${what} within ${LONGEST_MS / 1000} s.`);
}
