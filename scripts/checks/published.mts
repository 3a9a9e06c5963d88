import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { REPO_ROOT } from '../../host/pack.mts';
import { outputOf } from './failed-command.mts';

/* Checks of a tarball. Each gives the problem in words, or nothing. */

export async function lintPackage(pkgDir: string): Promise<string | undefined> {
	const { messages, pkg } = await publint({ pkgDir, strict: true, level: 'warning' });
	return messages.length === 0 ? undefined : messages.map((message) => formatMessage(message, pkg)).join('\n');
}

/** Checks that every way of importing the package finds types that match the code. */
export async function checkTypesAreFound(packageDirectory: string): Promise<string | undefined> {
	const attw = join(REPO_ROOT, 'node_modules', '.bin', 'attw');
	try {
		execFileSync(attw, ['--pack', packageDirectory, '--no-emoji', '--no-color', '--format', 'ascii'], { stdio: 'pipe' });
		return undefined;
	} catch (error) {
		return outputOf(error);
	}
}

/** Checks that the tarball holds exactly these files. */
export async function checkFiles(packageDirectory: string, wanted: readonly string[]): Promise<string | undefined> {
	const entries = readdirSync(packageDirectory, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(packageDirectory, join(parentPath, name)));
	const problems = [
		...files.filter((file) => !wanted.includes(file)).map((file) => `${file} does not belong there.`),
		...wanted.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`),
	];
	return problems.length === 0 ? undefined : problems.join('\n');
}
