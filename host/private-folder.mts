import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const OTHERS = 0o077;

/** Makes a folder that nobody but the user can read, and takes from others what they could read in one that is there. */
export async function ensurePrivate(directory: string): Promise<void> {
	await mkdir(directory, { recursive: true, mode: 0o700 });
	await tighten(directory);
}

async function tighten(path: string): Promise<void> {
	const status = await lstat(path).catch(() => undefined);
	// What a link leads to is not ours.
	if (status === undefined || status.isSymbolicLink()) return;
	if ((status.mode & OTHERS) !== 0) await chmod(path, status.mode & 0o700);
	if (!status.isDirectory()) return;
	for (const name of await readdir(path)) await tighten(join(path, name));
}
