import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureN8n, type InstalledN8n } from './install.mts';
import { excerptOf } from './logged-command.mts';
import { createN8nClient, type N8nClient } from './n8n-client.mts';
import { n8nEnvironment } from './n8n-environment.mts';
import { installPackage } from './pack.mts';
import { freePort } from './ports.mts';
import { startGroup, type ProcessGroup } from './process-group.mts';
import type { Log } from './progress.mts';
import { environmentOf } from './versions.mts';

export interface N8nOptions {
	version: string;
	/** Keeps the database and the settings; made if need be. */
	userFolder: string;
	/** Default: a free one. */
	port?: number;
	/** An unpacked community package (see `packTapback`) to install first. */
	packageDirectory?: string;
	/** Environment variables beside or in place of the usual ones. */
	env?: Readonly<Record<string, string>>;
	/** Hears the progress of an install, where one is needed. */
	log?: Log;
}

/** An n8n of our own. */
export interface RunningN8n {
	url: string;
	client: N8nClient;
	/** Resolves with how it ended, whoever ended it. */
	ended(): Promise<string>;
	/** All that it printed since it started. */
	logs(): string;
	/** Ends it in order, or by force after ten seconds. */
	stop(): Promise<void>;
	/** Ends it at once, as a crash would. */
	kill(): Promise<void>;
	/** Starts it anew (also after stop or kill) on the same address and user folder; the client stays logged in. */
	restart(): Promise<void>;
}

const END_WITH_PARENT = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'end-with-parent.mjs')).href;
const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 10_000;

/**
 * Starts an n8n, installing it if need be, and waits until it answers.
 * @throws Error with the end of n8n's log when it ends or stays silent.
 */
export async function startN8n({ version, userFolder, port, packageDirectory, env = {}, log }: N8nOptions): Promise<RunningN8n> {
	const installed = await ensureN8n(version, { log });
	await mkdir(userFolder, { recursive: true });
	if (packageDirectory !== undefined) await installPackage(packageDirectory, userFolder, installed.directory);
	const ownPort = port ?? (await freePort());
	const url = `http://127.0.0.1:${ownPort}`;
	const logFile = join(userFolder, 'n8n.log');
	const launch = async () => launchN8n(installed, { userFolder, port: ownPort, env, url, logFile });
	let group = await launch();

	return {
		url,
		client: createN8nClient(url),
		ended: () => group.exited,
		logs: () => readFileSync(logFile, 'utf8'),
		stop: () => group.end(STOP_WITHIN_MS),
		async kill() {
			group.kill();
			await group.exited.catch(() => undefined);
		},
		async restart() {
			await group.end(STOP_WITHIN_MS);
			group = await launch();
		},
	};
}

interface Launch {
	userFolder: string;
	port: number;
	env: Readonly<Record<string, string>>;
	url: string;
	logFile: string;
}

async function launchN8n(installed: InstalledN8n, { userFolder, port, env, url, logFile }: Launch): Promise<ProcessGroup> {
	const environment = n8nEnvironment({
		port,
		brokerPort: await freePort(),
		userFolder,
		env: { ...environmentOf(installed.directory), ...env },
	});
	const output = openSync(logFile, 'w');
	const group = startGroup(installed.nodeBinary, ['--import', END_WITH_PARENT, installed.n8nBinary, 'start'], {
		cwd: userFolder,
		env: environment,
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	try {
		await waitUntilReady(group, `n8n ${installed.version}`, { url, logFile });
	} catch (error) {
		await group.end(0);
		throw error;
	}
	return group;
}

async function waitUntilReady(group: ProcessGroup, name: string, { url, logFile }: { url: string; logFile: string }): Promise<void> {
	const end: { how?: string } = {};
	group.exited.then(
		(how) => (end.how = how),
		(error: Error) => (end.how = error.message),
	);
	const deadline = Date.now() + READY_WITHIN_MS;
	while (Date.now() < deadline) {
		if (end.how !== undefined) throw new Error(`${name} ended while starting (${end.how}).\n${excerptOf(logFile)}`);
		// healthz/readiness tells of the database; the REST routes come later.
		if ((await answers(`${url}/healthz/readiness`)) && (await answers(`${url}/rest/settings`))) return;
		await sleep(100);
	}
	throw new Error(`${name} did not answer on ${url} within ${READY_WITHIN_MS / 1000} s.\n${excerptOf(logFile)}`);
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
		const isJson = response.headers.get('content-type')?.includes('json') ?? false;
		await response.arrayBuffer();
		return response.ok && isJson;
	} catch {
		return false;
	}
}
