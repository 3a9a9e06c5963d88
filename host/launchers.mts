import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, parentOf, type ProcessIdentity } from '../sandbox/src/persistence/process-identity.mts';

const LOOK_EVERY_MS = 500;

/**
 * Who a process can't do without: the one that started it and, under `npm run`, npm above it. Killed outright, they end
 * nothing below them.
 */
export function launchersOf(pid: number): ProcessIdentity[] {
	const parent = parentOf(pid);
	if (parent === undefined || parent.pid === 1) return [];
	const isUnderNpm = process.env.npm_lifecycle_event !== undefined;
	const grandparent = isUnderNpm ? parentOf(parent.pid) : undefined;
	return grandparent === undefined || grandparent.pid === 1 ? [parent] : [parent, grandparent];
}

/** Resolves when one of them is gone. */
export async function untilOrphaned(launchers: readonly ProcessIdentity[]): Promise<void> {
	while (launchers.every(isAlive)) await sleep(LOOK_EVERY_MS, undefined, { ref: false });
}
