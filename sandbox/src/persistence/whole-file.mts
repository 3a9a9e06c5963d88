import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './process-identity.mts';

/**
 * Writes a file whole or not at all: a draft beside it takes its place. Only the owner of the file may read it.
 * Throws Node's error; then the file is as it was.
 */
export function writeWhole(path: string, content: string | Iterable<string>): void {
	// Beside the file: a rename across file systems is none.
	const draft = `${path}.${process.pid}.tmp`;
	try {
		const file = openSync(draft, 'w', 0o600);
		try {
			for (const chunk of typeof content === 'string' ? [content] : content) writeFileSync(file, chunk);
			// Without it, a power cut may leave the new name with no content.
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

/** Removes the drafts of this file whose writers were killed. */
export function removeDeadDrafts(path: string): void {
	const prefix = `${basename(path)}.`;
	for (const name of readdirSync(dirname(path))) {
		const [, pid] = name.startsWith(prefix) ? (/^(\d+)\.tmp$/.exec(name.slice(prefix.length)) ?? []) : [];
		if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(path), name), { force: true });
	}
}
