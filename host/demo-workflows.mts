import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../sandbox/src/persistence/whole-file.mts';
import type { N8nClient } from './n8n/api/client.mts';
import type { Credential } from './n8n/api/credentials.mts';
import { workflowFileSchema, type Workflow, type WorkflowFile, type WorkflowInput } from './n8n/api/workflow.mts';
import { withCredentials } from './n8n/api/workflows.mts';
import type { Log } from './progress.mts';
import { readStored } from './stored.mts';

export interface ExampleOptions {
	/** Holds the `.json` files. */
	directory: string;
	/** Stores the workflow of each file. */
	stateFile: string;
	credentials: readonly Credential[];
	/** Files that are imported but not activated. */
	resting?: readonly string[];
	/** The phone on which questions appear: a form that makes a workflow ask leads there when it is sent. Default: nowhere. */
	phoneUrl?: string;
	log: Log;
}

/** By file. The hash is empty until the workflow is set up. */
const stateSchema = z.record(z.object({ workflowId: z.string(), fileHash: z.string() }));
const NOT_YET = '';

const FORM_TYPE = 'n8n-nodes-base.formTrigger';
const optionsSchema = z.record(z.unknown()).default({});

/**
 * Imports the example workflows and activates them, except those in `resting` and those that need another credential. An existing
 * workflow stays as the user left it, unless its file changed. So does a workflow of the same name without an entry in the state
 * file. A file that n8n refuses is reported, and the others are still imported.
 */
export async function seedExamples(
	client: N8nClient,
	{ directory, stateFile, credentials, resting = [], phoneUrl, log }: ExampleOptions,
): Promise<void> {
	const { value: state = {}, damage } = readStored(stateFile, stateSchema);
	if (damage !== undefined) log(`${stateFile} is damaged (${damage}): the examples that are in n8n stay as they are.`);
	const remember = (file: string, workflowId: string, fileHash: string) => {
		state[file] = { workflowId, fileHash };
		writeWhole(stateFile, JSON.stringify(state, null, 2));
	};
	const present = await client.workflows();
	for (const file of await exampleFiles(directory)) {
		const text = await readFile(join(directory, file), 'utf8');
		const fileHash = createHash('sha256').update(text).digest('hex');
		const known = state[file];
		const old = present.find(({ id }) => id === known?.workflowId);
		if (old !== undefined && known?.fileHash === fileHash) continue;
		try {
			const example = leadToPhone(workflowFileSchema.parse(JSON.parse(text)), phoneUrl);
			const namesake = old === undefined ? present.find(({ name }) => name === example.name) : undefined;
			if (namesake !== undefined) {
				// An earlier start was killed before it stored the workflow.
				if (damage === undefined && !namesake.active) await putToWork(client, await client.workflow(namesake.id), resting.includes(file));
				remember(file, namesake.id, fileHash);
				continue;
			}
			const workflow = await putExample(client, withCredentials(example, credentials), old?.id);
			// Stored at once, so that a start that is killed before the activation continues from here.
			remember(file, workflow.id, NOT_YET);
			await putToWork(client, workflow, resting.includes(file));
			remember(file, workflow.id, fileHash);
		} catch (error) {
			log(`examples/${file} could not be set up: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
}

function leadToPhone(example: WorkflowFile, phoneUrl: string | undefined): WorkflowFile {
	if (phoneUrl === undefined) return example;
	const respondWithOptions = { values: { respondWith: 'redirect', redirectUrl: phoneUrl } };
	const nodes = example.nodes.map((node) => {
		if (node.type !== FORM_TYPE) return node;
		const options = { ...optionsSchema.parse(node.parameters.options), respondWithOptions };
		return { ...node, parameters: { ...node.parameters, options } };
	});
	return { ...example, nodes };
}

function putExample(client: N8nClient, example: WorkflowInput, oldId: string | undefined): Promise<Workflow> {
	return oldId === undefined ? client.createWorkflow(example) : client.updateWorkflow(oldId, example);
}

async function putToWork(client: N8nClient, workflow: Workflow, isResting: boolean): Promise<void> {
	if (isResting && workflow.active) await client.deactivate(workflow.id);
	if (!isResting && !lacksCredential(workflow) && (await client.hasTrigger(workflow))) await client.activate(workflow.id);
}

/** Whether a credential is missing, such as a model's key. Without it, n8n doesn't publish the workflow. */
function lacksCredential({ nodes }: Pick<Workflow, 'nodes'>): boolean {
	return nodes.some(({ credentials = {} }) => Object.values(credentials).some(({ id }) => (id ?? '') === ''));
}

async function exampleFiles(directory: string): Promise<string[]> {
	if (!existsSync(directory)) return [];
	return (await readdir(directory)).filter((file) => file.endsWith('.json')).sort();
}
