import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** Looks until there is something. */
export async function until<T>(what: string, withinMs: number, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined) return found;
		await sleep(LOOK_EVERY_MS);
	}
	throw new Error(`There was no ${what} within ${withinMs / 1000} s.`);
}
