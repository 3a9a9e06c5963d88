import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const OTHERS = 0o077;

/** Makes a folder that only the user can read. In an existing folder, removes the permissions of others. */
export async function ensurePrivate(directory: string): Promise<void> {
	await mkdir(directory, { recursive: true, mode: 0o700 });
	await tighten(directory);
}

async function tighten(path: string): Promise<void> {
	const status = await lstat(path).catch(() => undefined);
	// The target of a link isn't ours.
	if (status === undefined || status.isSymbolicLink()) return;
	if ((status.mode & OTHERS) !== 0) await chmod(path, status.mode & 0o700);
	if (!status.isDirectory()) return;
	for (const name of await readdir(path)) await tighten(join(path, name));
}
