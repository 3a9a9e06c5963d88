import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './process-identity.mts';

/**
 * Writes a file whole or not at all: a draft beside the file replaces it. Only the owner of the file can read it.
 * Throws Node's error, and then leaves the file unchanged.
 */
export function writeWhole(path: string, content: string | Iterable<string>): void {
	// In the same folder, because a file can't be renamed into another file system.
	const draft = `${path}.${process.pid}.tmp`;
	try {
		const file = openSync(draft, 'w', 0o600);
		try {
			for (const chunk of typeof content === 'string' ? [content] : content) writeFileSync(file, chunk);
			// Without fsync, a power cut may leave the new name without content.
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		renameSync(draft, path);
	} catch (error) {
		rmSync(draft, { force: true });
		throw error;
	}
}

/** Removes drafts of this file from killed processes. */
export function removeDeadDrafts(path: string): void {
	const prefix = `${basename(path)}.`;
	for (const name of readdirSync(dirname(path))) {
		const [, pid] = name.startsWith(prefix) ? (/^(\d+)\.tmp$/.exec(name.slice(prefix.length)) ?? []) : [];
		if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(path), name), { force: true });
	}
}
