import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { withFileLock } from '../../sandbox/src/persistence/file-lock.mts';
import { writeWhole } from '../../sandbox/src/persistence/whole-file.mts';
import { endLeftover } from '../leftover.mts';
import { runLogged } from '../logged-command.mts';
import { ensurePrivate } from '../private-folder.mts';
import { runPhase, type Log } from '../progress.mts';
import { readStored, type Stored } from '../stored.mts';
import { directoryOf, nodeBinaryOf } from './versions.mts';

export interface InstalledN8n {
	version: string;
	nodeBinary: string;
	n8nBinary: string;
	directory: string;
}

export interface InstallOptions {
	log?: Log;
	/** Holds its package.json and lockfile. Default: the version's folder under `host/versions`. */
	directory?: string;
}

const DATABASE = join('sqlite3', 'build', 'Release', 'node_sqlite3.node');

// `packages`: npm installed all packages. `ready`: the database is also built.
const stampSchema = z.object({ lock: z.string(), phase: z.enum(['packages', 'ready']) });
type Stamp = z.infer<typeof stampSchema>;

/**
 * Installs an n8n from its lockfile, once: minutes and about 2 GB the first time, milliseconds after.
 * Completed phases of an aborted run are kept.
 * @throws Error with the end of npm's output, and what to do.
 */
export async function ensureN8n(version: string, options: InstallOptions = {}): Promise<InstalledN8n> {
	const { log = () => undefined, directory = directoryOf(version) } = options;
	if (donePhase(directory) !== 'ready') {
		await ensurePrivate(workDirectoryOf(directory));
		const lock = {
			onBusy: ({ pid }: { pid: number }) => log(`Waiting for process ${pid}, which is installing n8n ${version} already.`),
			onLeftover: (pid: number) => log(`An installation of n8n ${version} by process ${pid} was cut off: this one goes on with it.`),
		};
		await withFileLock(join(workDirectoryOf(directory), 'lock'), lock, () => install(version, directory, log));
	}
	return {
		...{ version, directory },
		nodeBinary: nodeBinaryOf(directory),
		n8nBinary: join(directory, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

async function install(version: string, directory: string, log: Log): Promise<void> {
	const logFile = join(workDirectoryOf(directory), 'install.log');
	// If we were killed, npm may still run, and two would corrupt the folder.
	await endLeftover(recordFile(directory), { name: `The installation of n8n ${version}`, graceMs: 0, log });
	const { damage } = readStamp(directory);
	if (damage !== undefined) log(`${stampFile(directory)} is damaged (${damage}): n8n ${version} is installed anew.`);
	// Another process may have completed phases while this one waited for the lock.
	if (donePhase(directory) === undefined) {
		writeFileSync(logFile, '', { mode: 0o600 });
		log(`n8n ${version} is not installed yet: about 2,000 packages, 2 GB. npm's output: ${logFile}`);
		const name = `Installing n8n ${version} (2 to 5 minutes, more on a slow line)`;
		await runPhase({ log, name, heartbeatSeconds: 30 }, () => installPackages(directory, logFile));
		writeStamp(directory, 'packages');
	}
	if (donePhase(directory) === 'packages') {
		const name = 'Building n8n’s database, sqlite3 (a minute or two)';
		await runPhase({ log, name, heartbeatSeconds: 30 }, () => buildDatabase(directory, logFile));
		writeStamp(directory, 'ready');
	}
}

async function installPackages(directory: string, logFile: string): Promise<void> {
	// n8n's peer ranges contradict each other. Of its scripts only sqlite3's is needed.
	const args = ['ci', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	try {
		await runLogged({ command: 'npm', args, cwd: directory, logFile, recordFile: recordFile(directory) });
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
			recordFile: recordFile(directory),
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
	const stamp = readStamp(directory).value;
	if (stamp?.lock !== lockHash(directory) || !existsSync(join(modules, 'n8n', 'bin', 'n8n'))) return undefined;
	return stamp.phase === 'ready' && existsSync(join(modules, DATABASE)) ? 'ready' : 'packages';
}

// Inside node_modules, so that the stamp disappears with the packages.
function stampFile(directory: string): string {
	return join(directory, 'node_modules', '.tapback-stamp.json');
}

function readStamp(directory: string): Stored<Stamp> {
	return readStored(stampFile(directory), stampSchema);
}

function writeStamp(directory: string, phase: Stamp['phase']): void {
	writeWhole(stampFile(directory), JSON.stringify({ lock: lockHash(directory), phase } satisfies Stamp));
}

function workDirectoryOf(directory: string): string {
	return join(directory, '.tapback');
}

function recordFile(directory: string): string {
	return join(workDirectoryOf(directory), 'running.json');
}

function lockHash(directory: string): string {
	return createHash('sha256')
		.update(readFileSync(join(directory, 'package-lock.json')))
		.digest('hex');
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
