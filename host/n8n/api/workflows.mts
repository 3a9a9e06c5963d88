import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Credential } from './credentials.mts';
import type { Execution } from './execution.mts';
import type { ExecutionCalls } from './executions.mts';
import { createAsking, type AskingCalls } from './asking.mts';
import { createListeners, type ListenerCalls } from './listeners.mts';
import { createNodeTypes } from './node-types.mts';
import { waitUntilPublished, waitUntilUnpublished } from './publication.mts';
import type { N8nSession } from './session.mts';
import {
	webhookAddresses,
	workflowFileSchema,
	workflowSchema,
	type Workflow,
	type WorkflowFile,
	type WorkflowInput,
	type WorkflowNode,
} from './workflow.mts';

export interface ImportOptions {
	/** Each node's credentials are replaced by the one of the same type here. */
	credentials?: readonly Credential[];
}

export interface RunOptions {
	/** The node to start from. Default: the only manual trigger, else the first node. */
	trigger?: string;
	timeoutMs?: number;
}

export type WorkflowRow = z.infer<typeof rowSchema>;

export interface WorkflowCalls extends ListenerCalls, AskingCalls {
	/** All workflows that are not archived. */
	workflows(): Promise<WorkflowRow[]>;
	workflow(id: string): Promise<Workflow>;
	createWorkflow(input: WorkflowInput): Promise<Workflow>;
	/** Replaces nodes, connections and settings; an active workflow must be activated again to run the new ones. */
	updateWorkflow(id: string, input: WorkflowInput): Promise<Workflow>;
	/** Creates a workflow from the content of a file, with this n8n's credentials. */
	importWorkflow(file: unknown, options?: ImportOptions): Promise<Workflow>;
	/**
	 * Activates, and waits until every trigger is registered and every webhook answers.
	 * @param versionId default: the latest, published or not
	 * @throws TriggerRefusal when a trigger could not be registered.
	 */
	activate(id: string, versionId?: string): Promise<Workflow>;
	/** Deactivates, and waits until the triggers are removed. */
	deactivate(id: string): Promise<void>;
	/** Deactivates, archives and deletes. */
	deleteWorkflow(id: string): Promise<void>;
	/** Whether it can be activated, because it has a trigger other than the manual one. */
	hasTrigger(workflow: Workflow): Promise<boolean>;
	/** Starts a manual run. Returns the id of the execution. */
	startWorkflow(id: string, options?: Pick<RunOptions, 'trigger'>): Promise<string>;
	/** Runs it manually, and waits until the run ends. */
	runWorkflow(id: string, options?: RunOptions): Promise<Execution>;
	/** The production URL of a node's first webhook. */
	webhookUrl(workflow: Workflow, nodeName: string): Promise<string>;
}

const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';
const WEBHOOKS_WITHIN_MS = 300_000;

const rowSchema = z.object({ id: z.string(), name: z.string(), active: z.boolean(), isArchived: z.boolean().default(false) });
const startedSchema = z.object({ executionId: z.coerce.string() });

/** @param webhookBase the address of n8n's webhooks: n8n's own, or the one in front of its webhook processors */
export function createWorkflows(session: N8nSession, executions: ExecutionCalls, webhookBase: string): WorkflowCalls {
	const nodeTypes = createNodeTypes(session);
	const at = (id: string, verb = '') => `/workflows/${id}${verb}`;

	async function workflow(id: string): Promise<Workflow> {
		return session.call({ method: 'GET', path: at(id) }, workflowSchema);
	}

	async function createWorkflow(input: WorkflowInput): Promise<Workflow> {
		const body = { ...(await withIds(workflowFileSchema.parse(input))), active: false };
		return session.call({ method: 'POST', path: '/workflows', body }, workflowSchema);
	}

	async function updateWorkflow(id: string, input: WorkflowInput): Promise<Workflow> {
		const { versionId } = await workflow(id);
		const body = { ...(await withIds(workflowFileSchema.parse(input))), versionId };
		return session.call({ method: 'PATCH', path: at(id), body }, workflowSchema);
	}

	// The editor adds these ids to new nodes; the REST API doesn't.
	async function withIds(file: WorkflowFile): Promise<WorkflowFile> {
		const nodes = file.nodes.map(async (node) => {
			const { webhooks } = await nodeTypes.of(node);
			const webhookId = node.webhookId ?? (webhooks.length > 0 ? randomUUID() : undefined);
			return { ...node, id: node.id ?? randomUUID(), ...(webhookId === undefined ? {} : { webhookId }) };
		});
		return { ...file, nodes: await Promise.all(nodes) };
	}

	async function addressesOf(id: string, nodes: readonly WorkflowNode[]) {
		const enabled = nodes.filter(({ disabled }) => disabled !== true);
		const addresses = enabled.map(async (node) => webhookAddresses({ id }, node, await nodeTypes.of(node)));
		return (await Promise.all(addresses)).flat();
	}

	async function webhookUrls(id: string, nodes: readonly WorkflowNode[]): Promise<string[]> {
		return (await addressesOf(id, nodes)).map(({ path }) => `${webhookBase}/${path}`);
	}

	async function startWorkflow(id: string, { trigger }: Pick<RunOptions, 'trigger'> = {}): Promise<string> {
		const { activeVersion: _, staticData: __, ...workflowData } = await workflow(id);
		const manual = workflowData.nodes.find(({ type }) => type === MANUAL_TRIGGER) ?? workflowData.nodes[0];
		const name = trigger ?? manual?.name;
		// n8n up to 2.8 needs the workflow in the request; later versions run the stored one.
		const body = { workflowData, triggerToStartFrom: { name } };
		return (await session.call({ method: 'POST', path: at(id, '/run'), body }, startedSchema)).executionId;
	}

	async function deactivate(id: string): Promise<void> {
		await session.call({ method: 'POST', path: at(id, '/deactivate'), body: {} }, z.unknown());
		await waitUntilUnpublished(session, id);
	}

	return {
		...{ workflow, createWorkflow, updateWorkflow, startWorkflow, deactivate },
		...createListeners(session, { workflow, webhookUrls }),
		...createAsking(session, { workflow, webhookUrls }),
		async workflows() {
			const rows = await session.call({ method: 'GET', path: '/workflows' }, z.array(rowSchema));
			return rows.filter(({ isArchived }) => !isArchived);
		},
		importWorkflow: (file, { credentials = [] } = {}) => createWorkflow(withCredentials(workflowFileSchema.parse(file), credentials)),
		async activate(id, chosenVersionId) {
			const versionId = chosenVersionId ?? (await workflow(id)).versionId;
			await session.call({ method: 'POST', path: at(id, '/activate'), body: { versionId } }, z.unknown());
			await waitUntilPublished(session, id, versionId);
			const stored = await workflow(id);
			const nodes = stored.activeVersion?.nodes ?? stored.nodes;
			for (const { method, path } of await addressesOf(id, nodes)) await waitForWebhook(webhookBase, method, path);
			return stored;
		},
		async deleteWorkflow(id) {
			if ((await workflow(id)).active) await deactivate(id);
			await session.call({ method: 'POST', path: at(id, '/archive'), body: {} }, z.unknown());
			await session.call({ method: 'DELETE', path: at(id) }, z.unknown());
		},
		async hasTrigger({ nodes }) {
			const types = await Promise.all(nodes.filter(({ type }) => type !== MANUAL_TRIGGER).map(nodeTypes.of));
			return types.some(({ group }) => group.includes('trigger'));
		},
		async runWorkflow(id, { trigger, timeoutMs } = {}) {
			const executionId = await startWorkflow(id, { trigger });
			return executions.waitForExecution(id, { where: (execution) => execution.id === executionId, timeoutMs });
		},
		async webhookUrl(stored, nodeName) {
			const named = stored.nodes.filter(({ name }) => name === nodeName);
			const [url] = await webhookUrls(stored.id, named);
			if (url === undefined) throw new Error(`No node "${nodeName}" with a webhook is in workflow "${stored.name}".`);
			return url;
		},
	};
}

/** The workflow of a file, with the credentials of this n8n instead of the file's. */
export function withCredentials(file: WorkflowFile, known: readonly Credential[]): WorkflowFile {
	const nodes = file.nodes.map((node) => {
		if (node.credentials === undefined) return node;
		const credentials = Object.entries(node.credentials).map(([type, written]) => {
			const own = known.find((credential) => credential.type === type);
			return [type, own === undefined ? written : { id: own.id, name: own.name }] as const;
		});
		return { ...node, credentials: Object.fromEntries(credentials) };
	});
	return { ...file, nodes };
}

// A preflight request returns the methods of a path without running anything.
async function waitForWebhook(base: string, method: string, path: string): Promise<void> {
	const deadline = Date.now() + WEBHOOKS_WITHIN_MS;
	while (Date.now() < deadline) {
		const answer = await fetch(`${base}/${path}`, { method: 'OPTIONS', headers: { origin: base } });
		await answer.arrayBuffer();
		if (answer.headers.get('access-control-allow-methods')?.split(', ').includes(method)) return;
		await sleep(50);
	}
	throw new Error(`n8n activated the workflow, but ${method} ${base}/${path} did not come up within ${WEBHOOKS_WITHIN_MS / 1000} s.`);
}
