import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** Ends a run that hangs. No test may depend on this limit. */
export const LONGEST_MS = 5 * 60_000;

/** Polls until there is a value; `undefined` if there is none in time. */
export async function lookFor<T>(look: () => T | undefined | Promise<T | undefined>, withinMs = LONGEST_MS): Promise<T | undefined> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined) return found;
		await sleep(LOOK_EVERY_MS);
	}
	return undefined;
}

/** The same, but fails if there is no value in time. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	const found = await lookFor(look);
	if (found !== undefined) return found;
	throw new Error(`There was no ${what} within ${LONGEST_MS / 1000} s.`);
}
