import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after } from 'node:test';

import { PROVIDERS } from '../../../core/providers/registry.ts';
import type { ExecutionRow } from '../../../host/n8n/api/execution.mts';
import type { Credential } from '../../../host/n8n/api/credentials.mts';
import { workflowFileSchema, type Workflow, type WorkflowFile } from '../../../host/n8n/api/workflow.mts';
import { createQuestion, type Question } from './asking-question.mts';
import { askingWorkflow, CLEO, groupOf, allowsOneWebhook, type QuestionPlan } from './asking-workflow.mts';
import { leftovers } from './asking-leftovers.mts';
import { present, type Harness } from './harness.mts';
import { startResultsServer, type ResultsServer } from './asking-results.mts';
import { choices } from './workflows.mts';

type Plan = Omit<QuestionPlan, 'name' | 'provider'>;

/** An n8n that asks questions, the sandbox, and a Relay Workflow for each provider that allows one webhook. */
export interface Asking {
	harness: Harness;
	/** Publishes one workflow with a question for each plan. */
	publish<Name extends string>(provider: string, plans: Record<Name, Plan>): Promise<Record<Name, Question>>;
	/** What is left of questions that are over: rows, executions that wait, webhooks of runs. */
	leftovers(provider: string, asked: Record<string, Question>): Promise<string[]>;
	/** Publishes the Relay Workflow of a provider, once. */
	relay(provider: string): Promise<Workflow>;
	/** Unpublishes everything that was published here. */
	unpublish(): Promise<void>;
}

const RELAY_FILE = new URL('../../../examples/relay-tapbacks-to-questions.json', import.meta.url);
const isInbound = ({ type }: { type: string }) => type === 'n8n-nodes-tapback.inboundTapback';
const FRESH_FOR_MS = 500;

export const FOREIGN_URL = 'http://127.0.0.1:9/somebody-else';

/**
 * Call once, at the top of the run. With the first question somebody else's webhook stands at each provider that allows
 * several, and the group has three people.
 */
export function useAsking(harness: Harness): Asking {
	const published = new Set<string>();
	const relays = new Map<string, Promise<Workflow>>();
	const looks = new Map<string, { at: number; rows: Promise<ExecutionRow[]> }>();
	let prepared: Promise<ResultsServer> | undefined;

	after(async () => await prepared?.then(({ close }) => close()));

	async function prepare(): Promise<ResultsServer> {
		for (const { id } of PROVIDERS) {
			groupOf(harness, id).participants.push(CLEO);
			if ('recipientPhone' in harness.control.quirks(id)) harness.control.changeQuirks(id, { recipientPhone: true });
			if (!allowsOneWebhook(id)) await addForeign(harness, id);
		}
		return await startResultsServer();
	}

	async function relayOf(provider: string): Promise<Workflow> {
		const known = relays.get(provider) ?? publishRelay(harness, provider);
		relays.set(provider, known);
		const workflow = await known;
		published.add(workflow.id);
		return workflow;
	}

	/** Many questions poll at the same moment. */
	async function rowsOf(workflowId: string, since = 0): Promise<ExecutionRow[]> {
		const known = looks.get(workflowId);
		if (known !== undefined && known.at >= Math.max(since, Date.now() - FRESH_FOR_MS)) return await known.rows;
		const rows = harness.client.executionRows(workflowId);
		looks.set(workflowId, { at: Date.now(), rows });
		return await rows;
	}

	return {
		harness,
		async publish<Name extends string>(provider: string, plans: Record<Name, Plan>) {
			prepared ??= prepare();
			const results = await prepared;
			const entries = Object.entries<Plan>(plans).map(([key, plan]) => ({
				...{ key, ...plan, provider, name: `${key} ${randomUUID()}`, shared: allowsOneWebhook(provider) },
			}));
			const relay = entries.some(({ shared }) => shared) ? await relayOf(provider) : undefined;
			const input = askingWorkflow(harness, entries, { results, relayId: relay?.id ?? '' });
			const workflow = await harness.client.activate((await harness.client.createWorkflow(input)).id);
			published.add(workflow.id);
			const questions = entries.map(({ key, ...plan }) => {
				const through = plan.shared ? relay : undefined;
				const receivedAt =
					through?.nodes.find(isInbound)?.webhookId ?? workflow.nodes.find(({ name }) => name === `Ask ${plan.name}`)?.webhookId;
				const at = { workflowId: workflow.id, receivedAt: present(receivedAt, 'webhook of the answers') };
				return [key, createQuestion(plan, { harness, results, rowsOf, ...at })] as const;
			});
			return Object.fromEntries(questions) as Record<Name, Question>;
		},
		async leftovers(provider, asked) {
			return await leftovers(harness, { provider, workflowIds: Object.values(asked).map(({ workflowId }) => workflowId) });
		},
		relay: relayOf,
		async unpublish() {
			for (const id of published) if ((await harness.client.workflow(id)).active) await harness.client.deactivate(id);
			published.clear();
			relays.clear();
		},
	};
}

/** The first webhook of an Inkbox identity is the only one that shows its key: its owner has put that into the credential. */
async function addForeign({ client, control, credentialOf }: Harness, provider: string): Promise<void> {
	const { identities, baseUrl, credentials } = present(control.overview().providers[provider], provider);
	const webhook = control.addWebhook(provider, { url: FOREIGN_URL });
	if (identities === undefined) return;
	const { id, ...credential }: Credential = credentialOf(provider);
	await client.updateCredential(id, { ...credential, data: { baseUrl, ...credentials, webhookSecret: webhook.signing_key } });
}

/** The example, for this provider. */
async function publishRelay({ client, credentialOf, ...harness }: Harness, provider: string): Promise<Workflow> {
	const file = workflowFileSchema.parse(JSON.parse(await readFile(RELAY_FILE, 'utf8')));
	const { id, name, type } = credentialOf(provider);
	const nodes: WorkflowFile['nodes'] = file.nodes.map((node) => {
		if (node.type === 'n8n-nodes-tapback.askForTapback')
			return { ...node, webhookId: randomUUID(), credentials: { [type]: { id, name } }, parameters: { ...node.parameters, provider } };
		if (!isInbound(node)) return node;
		const parameters = { ...node.parameters, ...choices({ ...harness, client, credentialOf }, provider).inbound, provider };
		return { ...node, webhookId: undefined, credentials: { [type]: { id, name } }, parameters };
	});
	const workflow = await client.createWorkflow({ ...file, name: `${file.name} of ${provider}`, nodes });
	return await client.activate(workflow.id);
}
