import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { withFileLock } from '../sandbox/src/persistence/file-lock.mts';
import { runLogged } from './logged-command.mts';

export const REPO_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export interface PackedPackage {
	name: string;
	version: string;
	/** The file that would be published. */
	tarball: string;
	/** The unpacked tarball, with published files only. */
	directory: string;
	/** Removes it. */
	remove(): Promise<void>;
}

export interface PackOptions {
	/** Default: this repository. */
	packageRoot?: string;
	/** Run the package's build script first. Default true. */
	build?: boolean;
	/** The folder to work in. Default: the system's for temporary files. */
	within?: string;
}

const manifestSchema = z.object({ name: z.string(), version: z.string() });

// What n8n provides to a community package, through NODE_PATH.
const PROVIDED_MODULES = ['n8n-workflow', 'zod'];

/**
 * Builds and packs a package as npm would publish it, and unpacks it into a temporary folder.
 * @throws Error with the end of the output if a step fails.
 */
export async function packTapback({ packageRoot = REPO_ROOT, build = true, within = tmpdir() }: PackOptions = {}): Promise<PackedPackage> {
	const workDirectory = await mkdtemp(join(within, 'tapback-pack-'));
	const logFile = join(workDirectory, 'pack.log');
	const run = (command: string, args: string[], cwd: string) => runLogged({ command, args, cwd, logFile });
	const { name, version } = manifestSchema.parse(JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')));
	const directory = join(workDirectory, 'package');

	const pack = async () => {
		if (build) await run('npm', ['run', 'build'], packageRoot);
		await run('npm', ['pack', '--ignore-scripts', '--pack-destination', workDirectory], packageRoot);
	};
	// Two builds at once would write the same files.
	await withFileLock(lockOf(packageRoot), { onBusy: () => undefined }, pack);
	const tarball = join(workDirectory, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
	await mkdir(directory);
	await run('tar', ['-xzf', tarball, '-C', directory, '--strip-components=1'], workDirectory);
	return { name, version, tarball, directory, remove: () => rm(workDirectory, { recursive: true, force: true }) };
}

function lockOf(packageRoot: string): string {
	return join(tmpdir(), `tapback-pack-${createHash('sha256').update(packageRoot).digest('hex').slice(0, 16)}.lock`);
}

/**
 * Copies an unpacked package into n8n's folder for community packages, and replaces an earlier one.
 * @param n8nDirectory the folder of the n8n installation
 */
export async function installPackage(packageDirectory: string, userFolder: string, n8nDirectory: string): Promise<void> {
	const { name } = manifestSchema.parse(JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8')));
	const modules = join(userFolder, '.n8n', 'nodes', 'node_modules');
	const target = join(modules, name);
	// Copied to a draft first, because an interrupted copy must not look like the package.
	const draft = join(userFolder, '.n8n', 'nodes', 'package.tmp');
	await rm(draft, { recursive: true, force: true });
	await cp(packageDirectory, draft, { recursive: true });
	await mkdir(dirname(target), { recursive: true });
	await rm(target, { recursive: true, force: true });
	await rename(draft, target);
	for (const provided of PROVIDED_MODULES) await shieldFromOtherCopies({ provided, modules, n8nDirectory });
}

/**
 * Node reads NODE_PATH last. In a user folder below a project (ours is in the repository) Node would find the project's copy of a
 * module before n8n's, and `instanceof` would fail between the two. So a link leads to n8n's copy.
 */
async function shieldFromOtherCopies(at: { provided: string; modules: string; n8nDirectory: string }): Promise<void> {
	const { provided, modules, n8nDirectory } = at;
	const link = join(modules, provided);
	await rm(link, { recursive: true, force: true });
	if (!isFoundAbove(modules, provided)) return;
	const n8nEntry = join(n8nDirectory, 'node_modules', 'n8n', 'package.json');
	await symlink(dirname(createRequire(n8nEntry).resolve(`${provided}/package.json`)), link, 'dir');
}

function isFoundAbove(directory: string, module: string): boolean {
	const paths = createRequire(join(directory, 'x.js')).resolve.paths(module) ?? [];
	return paths.some((path) => existsSync(join(path, module)));
}
