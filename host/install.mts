import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { withFileLock } from './file-lock.mts';
import { runLogged } from './logged-command.mts';
import { runPhase, type Log } from './progress.mts';
import { directoryOf, nodeBinaryOf } from './versions.mts';

export interface InstalledN8n {
	version: string;
	nodeBinary: string;
	n8nBinary: string;
	directory: string;
}

export interface InstallOptions {
	log?: Log;
}

const DATABASE = join('sqlite3', 'build', 'Release', 'node_sqlite3.node');

// `packages`: npm put all packages in place. `ready`: and the database was built.
const stampSchema = z.object({ lock: z.string(), phase: z.enum(['packages', 'ready']) });
type Stamp = z.infer<typeof stampSchema>;

/**
 * Installs an n8n from its lockfile, once: minutes and about 2 GB the first time, milliseconds after.
 * What an aborted run completed is kept.
 * @throws Error with the end of npm's output, and what to do.
 */
export async function ensureN8n(version: string, { log = () => undefined }: InstallOptions = {}): Promise<InstalledN8n> {
	const directory = directoryOf(version);
	if (donePhase(directory) !== 'ready') {
		const workDirectory = join(directory, '.tapback');
		await mkdir(workDirectory, { recursive: true });
		const onBusy = (pid: number) => log(`Waiting for process ${pid}, which is installing n8n ${version} already.`);
		await withFileLock(join(workDirectory, 'lock'), onBusy, () => install(version, directory, log));
	}
	return {
		...{ version, directory },
		nodeBinary: nodeBinaryOf(directory),
		n8nBinary: join(directory, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

async function install(version: string, directory: string, log: Log): Promise<void> {
	const logFile = join(directory, '.tapback', 'install.log');
	// Another process may have done some of it while this one waited for the lock.
	if (donePhase(directory) === undefined) {
		await writeFile(logFile, '');
		log(`n8n ${version} is not installed yet: about 2,000 packages, 2 GB. npm's output: ${logFile}`);
		const name = `Installing n8n ${version} (2 to 5 minutes, more on a slow line)`;
		await runPhase({ log, name, heartbeatSeconds: 30 }, () => installPackages(directory, logFile));
		await writeStamp(directory, 'packages');
	}
	if (donePhase(directory) === 'packages') {
		const name = 'Building n8n’s database, sqlite3 (a minute or two)';
		await runPhase({ log, name, heartbeatSeconds: 30 }, () => buildDatabase(directory, logFile));
		await writeStamp(directory, 'ready');
	}
}

async function installPackages(directory: string, logFile: string): Promise<void> {
	// n8n's peer ranges contradict each other; its scripts are not needed, apart from sqlite3's.
	const args = ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	try {
		await runLogged({ command: 'npm', args, cwd: directory, logFile });
	} catch (cause) {
		throw new Error(
			`n8n could not be installed. Check the connection to the npm registry and the disk space, then run this again.\n${messageOf(cause)}`,
			{ cause },
		);
	}
}

async function buildDatabase(directory: string, logFile: string): Promise<void> {
	const nodeBinary = nodeBinaryOf(directory);
	try {
		await runLogged({
			command: 'npm',
			args: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
			cwd: directory,
			logFile,
		});
		await runLogged({ command: nodeBinary, args: ['-e', "require('sqlite3')"], cwd: directory, logFile });
	} catch (cause) {
		throw new Error(
			'n8n needs sqlite3. No prebuilt one could be had for this machine, and it could not be built. ' +
				`Install python3, make and a C++ compiler (Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install), then run this again.\n${messageOf(cause)}`,
			{ cause },
		);
	}
}

function donePhase(directory: string): Stamp['phase'] | undefined {
	const modules = join(directory, 'node_modules');
	const stamp = readStamp(directory);
	if (stamp?.lock !== lockHash(directory) || !existsSync(join(modules, 'n8n', 'bin', 'n8n'))) return undefined;
	return stamp.phase === 'ready' && existsSync(join(modules, DATABASE)) ? 'ready' : 'packages';
}

// Inside node_modules: npm ci, or whoever deletes the folder, takes the stamp along.
function stampFile(directory: string): string {
	return join(directory, 'node_modules', '.tapback-stamp.json');
}

function readStamp(directory: string): Stamp | undefined {
	if (!existsSync(stampFile(directory))) return undefined;
	const parsed = stampSchema.safeParse(JSON.parse(readFileSync(stampFile(directory), 'utf8')));
	return parsed.success ? parsed.data : undefined;
}

async function writeStamp(directory: string, phase: Stamp['phase']): Promise<void> {
	const stamp: Stamp = { lock: lockHash(directory), phase };
	await writeFile(stampFile(directory), JSON.stringify(stamp));
}

function lockHash(directory: string): string {
	return createHash('sha256')
		.update(readFileSync(join(directory, 'package-lock.json')))
		.digest('hex');
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
