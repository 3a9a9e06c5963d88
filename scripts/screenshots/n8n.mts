import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seedCredentials } from '../../host/demo-credentials.mts';
import { startN8n, type RunningN8n } from '../../host/n8n/start.mts';
import { DEFAULT_VERSION } from '../../host/n8n/versions.mts';
import { packTapback, REPO_ROOT } from '../../host/pack.mts';
import { startSandbox, type Sandbox } from '../../sandbox/src/index.mts';

/** A real n8n with the examples, and the sandbox whose vendors they call. */
export interface Hosted {
	n8n: RunningN8n;
	sandbox: Sandbox;
	/** The id of the workflow that was made of a file of `examples`. */
	idOf(file: string): string;
	close(): Promise<void>;
}

const EXAMPLES = join(REPO_ROOT, 'examples');

export async function openN8n(): Promise<Hosted> {
	const sandbox = await startSandbox({ port: 0 });
	const packed = await packTapback();
	const userFolder = await mkdtemp(join(tmpdir(), 'tapback-pictures-'));
	const n8n = await startN8n({ version: DEFAULT_VERSION, userFolder, packageDirectory: packed.directory, log: console.log });
	await n8n.client.signIn();
	const ids = await importExamples(n8n, sandbox);
	return {
		...{ n8n, sandbox },
		idOf(file) {
			const id = ids.get(file);
			if (id === undefined) throw new Error(`There is no example ${file}.`);
			return id;
		},
		async close() {
			await n8n.stop();
			await sandbox.close();
			await packed.remove();
			await rm(userFolder, { recursive: true, force: true });
		},
	};
}

async function importExamples({ client }: RunningN8n, { control }: Sandbox): Promise<Map<string, string>> {
	const credentials = await seedCredentials(client, control.overview().providers, join(REPO_ROOT, 'package.json'));
	const ids = new Map<string, string>();
	for (const file of (await readdir(EXAMPLES)).filter((name) => name.endsWith('.json'))) {
		const workflow = await client.importWorkflow(JSON.parse(await readFile(join(EXAMPLES, file), 'utf8')), { credentials });
		ids.set(file, workflow.id);
	}
	return ids;
}
