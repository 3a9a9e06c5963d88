import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { N8nClient } from './n8n-client.mts';
import type { Credential } from './n8n-credentials.mts';
import { workflowFileSchema, type Workflow } from './n8n-workflow.mts';
import { withCredentials } from './n8n-workflows.mts';
import type { Log } from './progress.mts';

export interface ExampleOptions {
	/** Holds the `.json` files. */
	directory: string;
	/** Where we remember which file became which workflow. */
	stateFile: string;
	credentials: readonly Credential[];
	/** Files that are imported and not activated. */
	resting?: readonly string[];
	log: Log;
}

const stateSchema = z.record(z.object({ workflowId: z.string(), fileHash: z.string() }));
type State = z.infer<typeof stateSchema>;

/**
 * Imports the example workflows and activates them, but for those that are to rest, or need a credential that isn't here.
 * One that is there already is left as the user made it, unless its file changed since. A file that n8n refuses is
 * reported and does not stop the others.
 */
export async function seedExamples(
	client: N8nClient,
	{ directory, stateFile, credentials, resting = [], log }: ExampleOptions,
): Promise<void> {
	const state = await readState(stateFile);
	const present = new Set((await client.workflows()).map(({ id }) => id));
	for (const file of await exampleFiles(directory)) {
		const text = await readFile(join(directory, file), 'utf8');
		const fileHash = createHash('sha256').update(text).digest('hex');
		const known = state[file];
		const old = known !== undefined && present.has(known.workflowId) ? known : undefined;
		if (old?.fileHash === fileHash) continue;
		try {
			const workflowId = await putExample(client, { text, credentials, oldId: old?.workflowId, isResting: resting.includes(file) });
			state[file] = { workflowId, fileHash };
			await writeFile(stateFile, JSON.stringify(state, null, 2));
		} catch (error) {
			log(`examples/${file} could not be set up: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
}

interface ExampleText {
	text: string;
	credentials: readonly Credential[];
	oldId: string | undefined;
	isResting: boolean;
}

async function putExample(client: N8nClient, { text, credentials, oldId, isResting }: ExampleText): Promise<string> {
	const example = withCredentials(workflowFileSchema.parse(JSON.parse(text)), credentials);
	const workflow = await (oldId === undefined ? client.createWorkflow(example) : client.updateWorkflow(oldId, example));
	if (isResting && workflow.active) await client.deactivate(workflow.id);
	if (!isResting && !lacksCredential(workflow) && (await client.hasTrigger(workflow))) await client.activate(workflow.id);
	return workflow.id;
}

/** One that isn't the sandbox's: n8n publishes nothing without it. */
function lacksCredential({ nodes }: Pick<Workflow, 'nodes'>): boolean {
	return nodes.some(({ credentials = {} }) => Object.values(credentials).some(({ id }) => (id ?? '') === ''));
}

async function exampleFiles(directory: string): Promise<string[]> {
	if (!existsSync(directory)) return [];
	return (await readdir(directory)).filter((file) => file.endsWith('.json')).sort();
}

async function readState(stateFile: string): Promise<State> {
	if (!existsSync(stateFile)) return {};
	return stateSchema.parse(JSON.parse(await readFile(stateFile, 'utf8')));
}
