import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, parentOf, type ProcessIdentity } from '../sandbox/src/persistence/process-identity.mts';

const LOOK_EVERY_MS = 500;

/**
 * The processes without which a process must end: the one that started it and, under `npm run`, npm above it. If these are killed,
 * they don't end their children.
 */
export function launchersOf(pid: number): ProcessIdentity[] {
	const parent = parentOf(pid);
	if (parent === undefined || parent.pid === 1) return [];
	const isUnderNpm = process.env.npm_lifecycle_event !== undefined;
	const grandparent = isUnderNpm ? parentOf(parent.pid) : undefined;
	return grandparent === undefined || grandparent.pid === 1 ? [parent] : [parent, grandparent];
}

/** Resolves when one of them has ended. */
export async function untilOrphaned(launchers: readonly ProcessIdentity[]): Promise<void> {
	while (launchers.every(isAlive)) await sleep(LOOK_EVERY_MS, undefined, { ref: false });
}
