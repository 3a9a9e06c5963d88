import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { runLogged } from '../../host/logged-command.mts';
import { startN8n, type RunningN8n } from '../../host/n8n/start.mts';
import { REPO_ROOT, type PackedPackage } from '../../host/pack.mts';
import { DEFAULT_VERSION } from '../../host/n8n/versions.mts';
import { startSandbox, type Sandbox } from '../../sandbox/src/index.mts';
import { communityNpmEnvironment } from './community-npm.mts';
import { startLocalRegistry, type LocalRegistry } from './local-registry.mts';

const N8N_VERSION = process.env.TAPBACK_N8N_VERSION ?? DEFAULT_VERSION;
const PROVIDER = 'linq';
const WORKFLOW = 'examples/route-a-question-to-a-person.json';
const ANSWER_WITHIN_MS = 60_000;

/**
 * Publishes the tarballs to a registry on this machine, installs the nodes from there into an empty n8n as a user does, and runs a
 * workflow that answers a tapback.
 * @throws Error with the reason of a failure.
 */
export async function rehearse(packages: readonly PackedPackage[], log: (line: string) => void): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'tapback-release-'));
	const ends: Array<() => Promise<unknown>> = [() => rm(folder, { recursive: true, force: true })];
	try {
		const registry = await startLocalRegistry(join(folder, 'registry'));
		ends.unshift(() => registry.close());
		for (const { name, version, tarball } of packages) {
			await publishTo(registry, tarball, folder);
			log(`${name} ${version} is published to ${registry.url}.`);
		}
		const sandbox = await startSandbox({ port: 0 });
		ends.unshift(() => sandbox.close());
		// n8n has not verified a package that is not published yet.
		const env = { ...(await communityNpmEnvironment(join(folder, 'npm'), registry.url)), N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' };
		const n8n = await startN8n({ version: N8N_VERSION, userFolder: join(folder, 'n8n'), env, log });
		ends.unshift(() => n8n.stop());
		const nodes = packages.find(({ name }) => name.startsWith('n8n-nodes-'));
		if (nodes === undefined) throw new Error('There is no package for n8n.');
		await installInto(n8n, nodes);
		log(`n8n ${N8N_VERSION} installed ${nodes.name} ${nodes.version} from there.`);
		await answerATapback(n8n, sandbox);
		log('A workflow answered a tapback.');
		await n8n.client.uninstallPackage(nodes.name);
		if ((await n8n.client.installedPackages()).length > 0) throw new Error('n8n could not uninstall the package.');
	} finally {
		for (const end of ends) await end();
	}
}

async function publishTo({ url, auth }: LocalRegistry, tarball: string, folder: string): Promise<void> {
	const args = ['publish', tarball, `--registry=${url}`, `--${url.replace('http:', '')}/:_auth=${auth}`, '--provenance=false'];
	await runLogged({ command: 'npm', args: [...args, `--cache=${join(folder, 'cache')}`], cwd: folder, logFile: join(folder, 'npm.log') });
}

async function installInto({ client }: RunningN8n, nodes: PackedPackage): Promise<void> {
	await client.signIn();
	if ((await client.installedPackages()).length > 0) throw new Error('The n8n is not empty.');
	const { installedVersion, nodeTypes } = await client.installPackage(nodes.name, nodes.version);
	const wanted = ['askForTapback', 'inboundTapback', 'sendTapback'].map((type) => `${nodes.name}.${type}`);
	if (installedVersion !== nodes.version || !wanted.every((type) => nodeTypes.includes(type)))
		throw new Error(`n8n installed version ${installedVersion} with ${nodeTypes.join(', ')}.`);
}

async function answerATapback({ client }: RunningN8n, { control, url }: Sandbox): Promise<void> {
	const account = control.overview().providers[PROVIDER];
	const [message] = control.messages(PROVIDER);
	if (account === undefined || message === undefined) throw new Error(`The sandbox at ${url} has no message to tap.`);
	const credential = await client.createCredential({
		name: 'Rehearsal',
		type: `${PROVIDER}TapbackApi`,
		data: { baseUrl: account.baseUrl, ...account.credentials },
	});
	const file: unknown = JSON.parse(await readFile(join(REPO_ROOT, WORKFLOW), 'utf8'));
	const workflow = await client.importWorkflow(file, { credentials: [credential] });
	await client.activate(workflow.id);
	control.react(PROVIDER, { messageId: message.id, reaction: 'question' });
	const isAnswered = () => control.tapbacks(PROVIDER, message.id).some(({ from }) => from === 'agent');
	for (const deadline = Date.now() + ANSWER_WITHIN_MS; !isAnswered(); await sleep(100))
		if (Date.now() > deadline) throw new Error('The workflow did not answer the tapback.');
	await client.deactivate(workflow.id);
}
