import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const VERSIONS_DIRECTORY = join(dirname(fileURLToPath(import.meta.url)), '..', 'versions');
const NODE_PACKAGES = /^node-(bin-)?(darwin|linux)-/;

const manifestSchema = z.object({
	optionalDependencies: z.record(z.string()),
	n8nEnvironment: z.record(z.string()).default({}),
});

/** The n8n that `npm start` runs. */
export const DEFAULT_VERSION = '2.41.1';

/** The available n8n versions: the folders in `host/versions`. */
export function knownVersions(): string[] {
	return readdirSync(VERSIONS_DIRECTORY).sort();
}

/**
 * The folder of an n8n version.
 * @throws Error for a version without a folder.
 */
export function directoryOf(version: string): string {
	const directory = join(VERSIONS_DIRECTORY, version);
	if (existsSync(join(directory, 'package-lock.json'))) return directory;
	throw new Error(`There is no n8n ${version} in host/versions. Use one of ${knownVersions().join(', ')}, or add it (host/README.md).`);
}

/**
 * The Node for this n8n: the pinned one for this machine, or the current one if it has the same major version.
 * @throws Error if neither fits.
 */
export function nodeBinaryOf(directory: string): string {
	const { optionalDependencies } = readManifest(directory);
	const pinned = Object.entries(optionalDependencies).filter(([name]) => NODE_PACKAGES.test(name));
	for (const [name] of pinned) {
		const binary = join(directory, 'node_modules', name, 'bin', 'node');
		// npm installs only the package for this system and processor.
		if (existsSync(binary)) return binary;
	}
	const majors = new Set(pinned.map(([, version]) => version.split('.')[0]));
	const [ownMajor] = process.versions.node.split('.');
	if (majors.has(ownMajor)) return process.execPath;
	throw new Error(
		`No Node ${[...majors].join(' or ')} for ${process.platform}-${process.arch} is installed in ${directory}. ` +
			`Run this with such a Node, or on one of: ${pinned.map(([name]) => name.replace(NODE_PACKAGES, '$2-')).join(', ')}.`,
	);
}

/** Environment variables for this version of n8n only. */
export function environmentOf(directory: string): Record<string, string> {
	return readManifest(directory).n8nEnvironment;
}

function readManifest(directory: string): z.infer<typeof manifestSchema> {
	return manifestSchema.parse(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')));
}
