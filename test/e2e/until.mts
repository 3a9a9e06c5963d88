import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** Looks for something until it is there; `undefined` where it isn't in time. */
export async function lookFor<T>(look: () => T | undefined | Promise<T | undefined>, withinMs: number): Promise<T | undefined> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined) return found;
		await sleep(LOOK_EVERY_MS);
	}
	return undefined;
}

/** The same, and fails where it isn't in time. */
export async function until<T>(what: string, withinMs: number, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	const found = await lookFor(look, withinMs);
	if (found !== undefined) return found;
	throw new Error(`There was no ${what} within ${withinMs / 1000} s.`);
}
