import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endLeftover } from '../leftover.mts';
import { excerptOf } from '../logged-command.mts';
import { freePort } from '../ports.mts';
import { ensurePrivate } from '../private-folder.mts';
import { startGroup, type ProcessGroup } from '../process-group.mts';
import type { Log } from '../progress.mts';
import type { InstalledN8n } from './install.mts';
import { n8nEnvironment } from './environment.mts';
import { environmentOf } from './versions.mts';

/** n8n's own commands: the main process, and in queue mode a webhook processor or a worker. */
export type N8nCommand = 'start' | 'webhook' | 'worker';

export interface N8nProcessOptions {
	command: N8nCommand;
	userFolder: string;
	/** Default: a free one. */
	port?: number;
	/** Further environment variables, which override the usual ones. */
	env?: Readonly<Record<string, string>>;
	log?: Log;
}

/** A process of n8n that listens on a port. */
export interface N8nProcess {
	url: string;
	/** Of its process group; changes with a restart. */
	pid(): number;
	/** Resolves with the exit code or signal when it ends. */
	ended(): Promise<string>;
	/** Its output since the start. */
	logs(): string;
	/** Ends it in order; kills it after ten seconds. */
	stop(): Promise<void>;
	/** Kills it at once, like a crash. */
	kill(): Promise<void>;
	/** Starts it again (also after stop or kill) with the same address and user folder. */
	restart(): Promise<void>;
}

const END_WITH_PARENT = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), 'end-with-parent.mjs')).href;
const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 10_000;

interface Ready {
	/** Readiness covers the database (and the queue); the REST routes come later. */
	paths: readonly string[];
	/**
	 * The last line of n8n's start. Before this line, n8n already answers webhooks, and then marks every active run as crashed
	 * (`MessageEventBus.initialize`, read in 2.8.4 and 2.41.1), also a new one.
	 */
	line?: string;
}

const READY: Record<N8nCommand, Ready> = {
	start: { paths: ['/healthz/readiness', '/rest/settings'], line: 'Editor is now accessible via' },
	webhook: { paths: ['/healthz/readiness'] },
	worker: { paths: ['/healthz/readiness'] },
};

/**
 * Starts a process of an installed n8n and waits until it answers.
 * @throws Error with the end of its log if it ends or doesn't answer.
 */
export async function startN8nProcess(installed: InstalledN8n, options: N8nProcessOptions): Promise<N8nProcess> {
	const { command, userFolder, env = {}, log = () => undefined } = options;
	await ensurePrivate(userFolder);
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const launch = async () => launchProcess(installed, { command, userFolder, port, env, url, logFile, log });
	let group = await launch();

	return {
		url,
		pid: () => group.pid,
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

/** Ends an n8n that a killed start left running on these files, because two would corrupt the database. */
export async function endLeftoverN8n(userFolder: string, log: Log = () => undefined): Promise<void> {
	await endLeftover(recordFile(userFolder), { name: 'n8n', graceMs: STOP_WITHIN_MS, log });
}

function recordFile(userFolder: string): string {
	return join(userFolder, 'running.json');
}

interface Launch extends Required<N8nProcessOptions> {
	url: string;
	logFile: string;
}

async function launchProcess(
	installed: InstalledN8n,
	{ command, userFolder, port, env, url, logFile, log }: Launch,
): Promise<ProcessGroup> {
	await endLeftoverN8n(userFolder, log);
	const environment = n8nEnvironment({
		port,
		brokerPort: await freePort(),
		userFolder,
		env: { ...environmentOf(installed.directory), ...(command === 'worker' ? workerEnvironment(port) : {}), ...env },
	});
	const output = openSync(logFile, 'w', 0o600);
	const group = startGroup(installed.nodeBinary, ['--import', END_WITH_PARENT, installed.n8nBinary, command], {
		cwd: userFolder,
		env: environment,
		stdio: ['ignore', output, output],
		recordFile: recordFile(userFolder),
	});
	closeSync(output);
	try {
		const { paths } = READY[command];
		const line = lastLineOf(command, environment);
		await waitUntilReady(group, { name: `n8n ${installed.version}`, urls: paths.map((path) => `${url}${path}`), line, logFile });
	} catch (error) {
		await group.end(0);
		throw error;
	}
	return group;
}

/** The line that it prints when it is ready; `undefined` if its log level suppresses the line. */
export function lastLineOf(command: N8nCommand, { N8N_LOG_LEVEL = 'info' }: NodeJS.ProcessEnv): string | undefined {
	return ['info', 'debug'].includes(N8N_LOG_LEVEL) ? READY[command].line : undefined;
}

// A worker serves only its health, and only if this is configured.
function workerEnvironment(port: number): Record<string, string> {
	return {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

interface Awaited {
	name: string;
	urls: readonly string[];
	line: string | undefined;
	logFile: string;
}

async function waitUntilReady(group: ProcessGroup, { name, urls, line = '', logFile }: Awaited): Promise<void> {
	const end: { how?: string } = {};
	group.exited.then(
		(how) => (end.how = how),
		(error: Error) => (end.how = error.message),
	);
	const deadline = Date.now() + READY_WITHIN_MS;
	while (Date.now() < deadline) {
		if (end.how !== undefined) throw new Error(`${name} ended while starting (${end.how}).\n${excerptOf(logFile)}`);
		if (readFileSync(logFile, 'utf8').includes(line) && (await allAnswer(urls))) return;
		await sleep(100);
	}
	throw new Error(`${name} did not answer on ${urls.join(' and ')} within ${READY_WITHIN_MS / 1000} s.\n${excerptOf(logFile)}`);
}

async function allAnswer(urls: readonly string[]): Promise<boolean> {
	for (const url of urls) if (!(await answers(url))) return false;
	return true;
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
