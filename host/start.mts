import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildPage } from '../sandbox/scripts/build-page.mts';
import { USUAL_PORTS } from '../sandbox/src/deliveries/targets.mts';
import { takeFileLock, type LockOwner } from '../sandbox/src/persistence/file-lock.mts';
import { isAlive } from '../sandbox/src/persistence/process-identity.mts';
import { writeWhole } from '../sandbox/src/persistence/whole-file.mts';
import { startSandbox, type Sandbox } from '../sandbox/src/index.mts';
import { seedCredentials } from './demo-credentials.mts';
import { seedExamples } from './demo-workflows.mts';
import { createHostReport, hostStarting, reasonOf, type HostReport } from './host-report.mts';
import { ensureN8n } from './n8n/install.mts';
import { launchersOf, untilOrphaned } from './launchers.mts';
import { endLeftoverN8n } from './n8n/process.mts';
import { startN8n, type RunningN8n } from './n8n/start.mts';
import { packTapback, REPO_ROOT } from './pack.mts';
import { freePort } from './ports.mts';
import { ensurePrivate } from './private-folder.mts';
import { runPhase, type Log } from './progress.mts';
import { createRegistration, type Registration } from './register-again.mts';
import { sourcesHash } from './sources.mts';
import { formatGuide, formatWelcome } from './start-guide.mts';
import { DEFAULT_VERSION } from './n8n/versions.mts';
import { watchHost } from './watch-host.mts';

const STATE_DIRECTORY = join(REPO_ROOT, '.tapback');
const USER_FOLDER = join(STATE_DIRECTORY, 'n8n');
const PACK_PREFIX = 'tapback-pack-';
const SANDBOX_PORT = 4747;
const N8N_PORT = 5678;

const LAUNCHERS = launchersOf(process.pid);

const RESTING = [
	// Every 👍 and 👎 starts it, also one on the question of another example.
	'thumbs-as-an-answer.json',
	// AgentPhone allows one webhook, which the user's own first workflow may need.
	'relay-tapbacks-to-questions.json',
	// It needs the key of a language model.
	'agent-that-spends-only-after-a-thumbs-up.json',
];

/** Functions that end each started part, in the order of the starts. They get the reason. */
type Cleanups = ((reason: string) => Promise<void>)[];

/** The parts from before n8n starts: the sandbox with its page, and the reports about n8n. */
interface StartContext {
	sandbox: Sandbox;
	/** To the terminal. */
	log: Log;
	/** To the terminal and to the page. */
	tell: Log;
	report: HostReport;
	cleanups: Cleanups;
}

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
	// If the terminal is closed, output fails. The running parts must still be ended.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	const interrupted = untilInterrupted();
	let reason = '“npm start” was ended.';
	try {
		const isUp = await Promise.race([start(values.reset, cleanups), interrupted]);
		const how = typeof isUp === 'object' ? await Promise.race([isUp.n8nEnded, interrupted]) : isUp;
		if (how === 'orphaned') reason = '“npm start” was killed.';
	} catch (error) {
		reason = reasonOf(error);
		throw error;
	} finally {
		for (const end of cleanups.reverse()) await end(reason);
	}
}

async function start(isReset: boolean, cleanups: Cleanups): Promise<{ n8nEnded: Promise<never> }> {
	await ensurePrivate(STATE_DIRECTORY);
	const release = await takeFileLock(join(STATE_DIRECTORY, 'start.lock'), {
		onBusy: refuseSecond,
		onLeftover: (pid) => console.log(`The last start${pid > 0 ? `, process ${pid},` : ''} was cut off: this one goes on from there.`),
		launchers: LAUNCHERS,
	});
	cleanups.push(async () => release());
	await removeLeftovers();
	const context = await openContext(cleanups);
	const { sandbox, log, tell, report } = context;
	await endLeftoverN8n(USER_FOLDER, log);
	if (isReset) await reset(log);
	await ensureN8n(DEFAULT_VERSION, { log: tell });
	const n8n = await openN8n(context);
	const registration = createRegistration({ client: n8n.client, log });
	cleanups.push(() => registration.stop());
	await runPhase({ log: tell, name: 'Setting up credentials and workflows' }, () => seed(n8n, context, registration));

	registerAfterReset(context, registration);
	const watch = watchHost({ ...n8n, registeredUrls: () => registeredUrlsOf(sandbox), report: report.say });
	cleanups.push(async (reason) => {
		watch.stop();
		report.end(reason);
	});
	log(formatGuide({ n8nUrl: n8n.url, owner: n8n.owner, host: await watch.first, sandbox }));
	registration.tryTheRest();
	const n8nEnded = n8n.ended().then((how) => {
		throw new Error(`n8n ended by itself (${how}). Its log: ${join(USER_FOLDER, 'n8n.log')}`);
	});
	return { n8nEnded };
}

async function openContext(cleanups: Cleanups): Promise<StartContext> {
	await buildPage();
	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT), localPorts: USUAL_PORTS });
	const report = createHostReport((status) => sandbox.control.setHost(status));
	report.say(hostStarting());
	cleanups.push(async (reason) => {
		report.end(reason);
		// Time for the open pages to receive the report.
		await sleep(100);
		await sandbox.close();
	});
	const log: Log = (line) => console.log(line);
	log(formatWelcome(sandbox.url, noteOnPort(sandbox.url, SANDBOX_PORT)));
	const tell: Log = (line) => {
		log(line);
		report.say(hostStarting(line));
	};
	return { sandbox, log, tell, report, cleanups };
}

async function openN8n({ log, tell, cleanups }: StartContext): Promise<RunningN8n> {
	const packed = await packIfChanged(tell);
	const port = await freePort(N8N_PORT);
	const options = { version: DEFAULT_VERSION, userFolder: USER_FOLDER, port, packageDirectory: packed?.directory, log };
	const n8n = await runPhase({ log: tell, name: `Starting n8n ${DEFAULT_VERSION}` }, () => startN8n(options));
	await packed?.keep();
	cleanups.push(async () => {
		log('Ending n8n and the sandbox …');
		await n8n.stop();
	});
	const note = noteOnPort(n8n.url, N8N_PORT);
	if (note !== '') log(`n8n is on ${n8n.url}${note}`);
	return n8n;
}

/** Removes the packages of a killed start. */
async function removeLeftovers(): Promise<void> {
	const left = (await readdir(STATE_DIRECTORY)).filter((name) => name.startsWith(PACK_PREFIX));
	for (const name of left) await rm(join(STATE_DIRECTORY, name), { recursive: true, force: true });
}

/** `undefined` if the installed nodes are built from the current sources. */
async function packIfChanged(log: Log): Promise<{ directory: string; keep(): Promise<void> } | undefined> {
	const installedFile = join(USER_FOLDER, 'installed.json');
	const installed = JSON.stringify({ sources: await sourcesHash(REPO_ROOT), n8n: DEFAULT_VERSION });
	const isThere = existsSync(join(USER_FOLDER, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-tapback', 'package.json'));
	if (isThere && (await readFile(installedFile, 'utf8').catch(() => '')) === installed) return undefined;
	// Removed until the new ones are installed, because the installation may be interrupted.
	await rm(installedFile, { force: true });
	const packed = await runPhase({ log, name: 'Building and packing the nodes' }, () => packTapback({ within: STATE_DIRECTORY }));
	return {
		directory: packed.directory,
		async keep() {
			await packed.remove();
			writeWhole(installedFile, installed);
		},
	};
}

async function seed({ client }: RunningN8n, { sandbox, log }: StartContext, registration: Registration): Promise<void> {
	await client.signIn();
	const { providers } = sandbox.control.overview();
	const credentials = await seedCredentials(client, providers, join(REPO_ROOT, 'package.json'));
	await registration.again();
	await seedExamples(client, {
		...{ credentials, log },
		directory: join(REPO_ROOT, 'examples'),
		stateFile: join(USER_FOLDER, 'examples.json'),
		resting: RESTING,
		phoneUrl: sandbox.url,
	});
}

/** A reset removes the vendors' webhooks. */
function registerAfterReset({ sandbox, log, cleanups }: StartContext, registration: Registration): void {
	const end = sandbox.onReset(() => {
		log('The sandbox was reset: the workflows that listened register again.');
		registration.again().catch((error: unknown) => log(`They could not: ${reasonOf(error)}`));
	});
	cleanups.push(async () => end());
}

async function reset(log: Log): Promise<void> {
	await rm(USER_FOLDER, { recursive: true, force: true });
	log(`${relative(REPO_ROOT, USER_FOLDER)} is removed: n8n starts with nothing.`);
}

function registeredUrlsOf({ control }: Sandbox): string[] {
	const hooks = Object.values(control.overview().providers).flatMap(({ webhooks }) => webhooks);
	return hooks.flatMap(({ url }) => (typeof url === 'string' ? [url] : []));
}

function refuseSecond({ pid, launchers }: LockOwner): void {
	if (!launchers.every(isAlive)) {
		console.log(`“npm start” was killed, and its process ${pid} ends what it began: this start waits for that.`);
		return;
	}
	throw new Error(`Tapback runs already, as process ${pid}. End that one first (Ctrl-C).`);
}

function noteOnPort(url: string, usual: number): string {
	return new URL(url).port === String(usual) ? '' : ` (port ${usual} is taken)`;
}

function untilInterrupted(): Promise<'interrupted' | 'orphaned'> {
	return new Promise((resolve) => {
		void untilOrphaned(LAUNCHERS).then(() => resolve('orphaned'));
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			// The listener stays, because npm, tsx and the terminal may each pass on the same Ctrl-C.
			process.on(signal, () => resolve('interrupted'));
		}
	});
}
