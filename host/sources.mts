import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

// All sources of the published package.
const SOURCES = ['package.json', 'tsconfig.json', 'core', 'credentials', 'icons', 'nodes', 'scripts', 'README.md'];

/** A hash of the package's sources, to decide whether it must be built again. */
export async function sourcesHash(packageRoot: string): Promise<string> {
	const hash = createHash('sha256');
	for (const source of SOURCES) {
		for (const file of await filesBelow(packageRoot, source)) {
			hash.update(`${file}\0`).update(await readFile(join(packageRoot, file)));
		}
	}
	return hash.digest('hex');
}

async function filesBelow(root: string, path: string): Promise<string[]> {
	const place = join(root, path);
	if (!existsSync(place)) return [];
	if (statSync(place).isFile()) return [path];
	const entries = await readdir(place, { withFileTypes: true, recursive: true });
	return entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => relative(root, join(parentPath, name)))
		.sort();
}
