import { existsSync, readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { installElsewhere } from './elsewhere.mts';
import { startProgram } from './program.mts';

const MOST_PAGE_BYTES = 150_000;

/** Checks the size of all files that a browser can load from the page, with the emoji. */
export async function weighPage(directory: string): Promise<string | undefined> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
	const weights = files.map((file) => gzipSync(readFileSync(file)).length);
	const weight = weights.reduce((sum, bytes) => sum + bytes, 0);
	return files.length > 0 && weight <= MOST_PAGE_BYTES
		? undefined
		: `${files.length} files, ${weight} bytes with gzip; at most ${MOST_PAGE_BYTES}.`;
}

/** Installs the sandbox into an empty project, starts its command, and checks its health. */
export async function runSandboxElsewhere(packageDirectory: string): Promise<string | undefined> {
	const project = await installElsewhere(packageDirectory);
	try {
		const command = join(project, 'node_modules', '.bin', 'tapback-sandbox');
		if (!existsSync(command)) return 'There is no command tapback-sandbox.';
		const sandbox = startProgram(command, ['--port', '0'], { cwd: project });
		const url = await sandbox.prints(/http:\/\/127\.0\.0\.1:\d+/);
		const health = await fetch(`${url}/control/health`);
		const page = await (await fetch(url)).text();
		const code = await sandbox.end();
		if (!page.includes('<title>Tapback sandbox</title>')) return `There is no page at its address: ${page.slice(0, 200)}`;
		return health.ok && code === 0 ? undefined : `It answered ${health.status} and ended with ${String(code)}.`;
	} finally {
		await rm(project, { recursive: true, force: true });
	}
}
