import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The repository: jest runs at its root. */
export const ROOT = process.cwd();

/** Files that are tracked, or will be: not ignored by git. With slashes, from the root. */
export function repositoryFiles(pattern: RegExp): string[] {
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
	return [...new Set(listed.split('\0'))].filter((path) => pattern.test(path) && existsSync(join(ROOT, path))).sort();
}

export function readRepositoryFile(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** The file that a file imports by this name, if it is one of `paths`. */
export function importedFile(path: string, name: string, paths: ReadonlySet<string>): string | undefined {
	if (!name.startsWith('.')) return undefined;
	const joined = posix.join(posix.dirname(path), name).replace(/\/$/, '');
	return [joined, `${joined}.ts`, `${joined}.mts`, `${joined}.tsx`, `${joined}/index.ts`].find((candidate) => paths.has(candidate));
}
