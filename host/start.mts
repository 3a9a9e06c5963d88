import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../sandbox/src/index.mts';
import { seedCredentials } from './demo-credentials.mts';
import { registerAgain, seedExamples } from './demo-workflows.mts';
import { takeFileLock } from './file-lock.mts';
import { ensureN8n } from './install.mts';
import { startN8n, type RunningN8n } from './n8n.mts';
import { packTapback, REPO_ROOT } from './pack.mts';
import { freePort } from './ports.mts';
import { runPhase } from './progress.mts';
import { sourcesHash } from './sources.mts';
import { formatGuide } from './start-guide.mts';
import { DEFAULT_VERSION } from './versions.mts';

const STATE_DIRECTORY = join(REPO_ROOT, '.tapback');
const USER_FOLDER = join(STATE_DIRECTORY, 'n8n');
const SANDBOX_PORT = 4747;
const N8N_PORT = 5678;

const log = (line: string) => console.log(line);

/** What must be ended, in the order it was begun. */
type Cleanups = (() => Promise<void>)[];

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } });
	const cleanups: Cleanups = [];
	const interrupted = untilInterrupted();
	try {
		const isUp = await Promise.race([start(values.reset, cleanups), interrupted]);
		if (isUp) await Promise.race([isUp.n8nEnded, interrupted]);
	} finally {
		for (const end of cleanups.reverse()) await end();
	}
}

async function start(isReset: boolean, cleanups: Cleanups): Promise<{ n8nEnded: Promise<never> }> {
	log(`Tapback: a sandbox that plays the providers, and n8n ${DEFAULT_VERSION} with the nodes. The first start takes some minutes.`);
	await mkdir(STATE_DIRECTORY, { recursive: true });
	cleanups.push(await takeFileLock(join(STATE_DIRECTORY, 'start.lock'), refuseSecond));
	if (isReset) await reset();
	const sandbox = await openSandbox(cleanups);
	await ensureN8n(DEFAULT_VERSION, { log });
	const n8n = await openN8n(cleanups);
	await runPhase({ log, name: 'Setting up credentials and example workflows' }, () => seed(n8n, sandbox));
	log(formatGuide(n8n.url, sandbox));
	const n8nEnded = n8n.ended().then((how) => {
		throw new Error(`n8n ended by itself (${how}). Its log: ${join(USER_FOLDER, 'n8n.log')}`);
	});
	return { n8nEnded };
}

async function openSandbox(cleanups: Cleanups): Promise<Sandbox> {
	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT) });
	cleanups.push(() => sandbox.close());
	log(`The sandbox is up: ${sandbox.url}/control${noteOnPort(sandbox.url, SANDBOX_PORT)}`);
	return sandbox;
}

async function openN8n(cleanups: Cleanups): Promise<RunningN8n> {
	const packed = await packIfChanged();
	const port = await freePort(N8N_PORT);
	const options = { version: DEFAULT_VERSION, userFolder: USER_FOLDER, port, packageDirectory: packed?.directory, log };
	const n8n = await runPhase({ log, name: `Starting n8n ${DEFAULT_VERSION}` }, () => startN8n(options));
	await packed?.keep();
	cleanups.push(async () => {
		log('Ending n8n and the sandbox …');
		await n8n.stop();
	});
	const note = noteOnPort(n8n.url, N8N_PORT);
	if (note !== '') log(`n8n is on ${n8n.url}${note}`);
	return n8n;
}

/** `undefined` where the nodes that are installed are the ones that the sources make. */
async function packIfChanged(): Promise<{ directory: string; keep(): Promise<void> } | undefined> {
	const installedFile = join(USER_FOLDER, 'installed.json');
	const installed = JSON.stringify({ sources: await sourcesHash(REPO_ROOT), n8n: DEFAULT_VERSION });
	if ((await readFile(installedFile, 'utf8').catch(() => '')) === installed) return undefined;
	const packed = await runPhase({ log, name: 'Building and packing the nodes' }, () => packTapback());
	return {
		directory: packed.directory,
		async keep() {
			await packed.remove();
			await writeFile(installedFile, installed);
		},
	};
}

async function seed({ client }: RunningN8n, sandbox: Sandbox): Promise<void> {
	await client.signIn();
	const { providers } = sandbox.control.overview();
	const credentials = await seedCredentials(client, providers, join(REPO_ROOT, 'package.json'));
	await registerAgain(client, log);
	await seedExamples(client, {
		...{ credentials, log },
		directory: join(REPO_ROOT, 'examples'),
		stateFile: join(USER_FOLDER, 'examples.json'),
	});
}

async function reset(): Promise<void> {
	await rm(USER_FOLDER, { recursive: true, force: true });
	log(`${relative(REPO_ROOT, USER_FOLDER)} is removed: n8n starts with nothing.`);
}

function refuseSecond(pid: number): void {
	throw new Error(`Tapback runs already, as process ${pid}. End that one first (Ctrl-C).`);
}

function noteOnPort(url: string, usual: number): string {
	return new URL(url).port === String(usual) ? '' : ` (port ${usual} is taken)`;
}

function untilInterrupted(): Promise<undefined> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			// It stays on: npm, tsx and the terminal may each pass on the same Ctrl-C.
			process.on(signal, () => resolve(undefined));
		}
	});
}
