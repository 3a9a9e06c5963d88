import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directories = new Set<string>();
let isWatching = false;

/** Makes a temporary folder, which is removed when this process ends, also by Ctrl-C. `remove` removes it earlier. */
export function scratchDirectory(prefix: string): { path: string; remove(): void } {
	removeAtExit();
	const path = mkdtempSync(join(tmpdir(), prefix));
	directories.add(path);
	return { path, remove: () => remove(path) };
}

function remove(path: string): void {
	// A process that was just killed may still write.
	rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
	directories.delete(path);
}

function removeAtExit(): void {
	if (isWatching) return;
	isWatching = true;
	process.on('exit', () => [...directories].forEach(remove));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
