import { randomUUID } from 'node:crypto';

import { providerById } from '../../../core/providers/registry.ts';
import type { WorkflowInput } from '../../../host/n8n/api/workflow.mts';
import { RUN_EXPRESSION } from './run-counter.mts';
import { present, type Harness } from './harness.mts';

type Parameters = Record<string, unknown>;

/** The fields that this provider needs, as a user would choose them from the sandbox's account. */
export function choices({ control }: Harness, provider: string): { inbound: Parameters; send: Parameters } {
	const { agents, identities, lines } = present(control.overview().providers[provider], provider);
	const known: Parameters = { agentId: idOf(agents), identityId: idOf(identities), lines: [], fromNumber: lines[0]?.number };
	const pick = (fields: ReadonlyArray<{ name: string }>) => Object.fromEntries(fields.map(({ name }) => [name, known[name]]));
	const { fields } = providerById(provider);
	return { inbound: pick(fields.inbound), send: pick(fields.send) };
}

/** Inbound Tapback, and a Send Tapback that answers on the same message. */
export function answeringWorkflow(harness: Harness, options: { provider: string; inbound?: Parameters; send: Parameters }): WorkflowInput {
	const { provider, inbound = {}, send } = options;
	return {
		name: `Answer through ${provider} ${randomUUID()}`,
		nodes: [
			inboundTapback(harness, provider, inbound),
			{
				...node('Send Tapback', 'n8n-nodes-tapback.sendTapback', 1),
				credentials: credentialsFor(harness, provider),
				parameters: { provider, operation: 'add', options: {}, ...choices(harness, provider).send, ...send },
			},
		],
		connections: chain('Inbound Tapback', 'Send Tapback'),
		settings: { executionOrder: 'v1' },
	};
}

/** Inbound Tapback, and a node that reports each event to a run counter. Successful executions are not stored. */
export function countedWorkflow(harness: Harness, options: { provider: string; inbound?: Parameters; counterUrl: string }): WorkflowInput {
	const { provider, inbound = {}, counterUrl } = options;
	return {
		name: `Count through ${provider} ${randomUUID()}`,
		nodes: [
			inboundTapback(harness, provider, inbound),
			{
				...node('Count', 'n8n-nodes-base.httpRequest', 1),
				typeVersion: 4.2,
				parameters: { method: 'POST', url: counterUrl, sendBody: true, specifyBody: 'json', jsonBody: RUN_EXPRESSION, options: {} },
			},
		],
		connections: chain('Inbound Tapback', 'Count'),
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
	};
}

/** Runs Send Tapback by hand over the items that a Code node makes. */
export function batchWorkflow(
	harness: Harness,
	options: { provider: string; items: readonly Parameters[]; send: Parameters; onError?: string },
): WorkflowInput {
	const { provider, items, send, onError } = options;
	return {
		name: `Batch through ${provider} ${randomUUID()}`,
		nodes: [
			{ ...node('Start', 'n8n-nodes-base.manualTrigger', 0), parameters: {} },
			{
				...node('Items', 'n8n-nodes-base.set', 1),
				typeVersion: 3.4,
				parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
			},
			{ ...node('Split', 'n8n-nodes-base.splitOut', 2), parameters: { fieldToSplitOut: 'items', options: {} } },
			{
				...node('Send Tapback', 'n8n-nodes-tapback.sendTapback', 3),
				credentials: credentialsFor(harness, provider),
				parameters: { provider, operation: 'add', options: {}, ...choices(harness, provider).send, ...send },
				...(onError === undefined ? {} : { onError }),
			},
		],
		connections: chain('Start', 'Items', 'Split', 'Send Tapback'),
		settings: { executionOrder: 'v1' },
	};
}

export function inboundTapback(harness: Harness, provider: string, parameters: Parameters) {
	return {
		...node('Inbound Tapback', 'n8n-nodes-tapback.inboundTapback', 0),
		webhookId: randomUUID(),
		credentials: credentialsFor(harness, provider),
		parameters: {
			provider,
			events: ['added', 'removed'],
			reactions: [],
			registration: 'automatic',
			filters: {},
			options: {},
			...choices(harness, provider).inbound,
			...parameters,
		},
	};
}

function credentialsFor(harness: Harness, provider: string): Record<string, { id: string; name: string }> {
	const { id, name, type } = harness.credentialOf(provider);
	return { [type]: { id, name } };
}

/** A node in the given column, without its parameters. */
export function node(name: string, type: string, column: number) {
	return { id: randomUUID(), name, type, typeVersion: 1, position: [column * 220, 0] as [number, number] };
}

/** Each node leads to the next. */
export function chain(...names: string[]): WorkflowInput['connections'] {
	return Object.fromEntries(
		names.slice(0, -1).map((name, index) => [name, { main: [[{ node: names[index + 1] ?? '', type: 'main', index: 0 }]] }]),
	);
}

function idOf(list: unknown): string | undefined {
	const [first]: unknown[] = Array.isArray(list) ? list : [];
	return typeof first === 'object' && first !== null && 'id' in first ? String(first.id) : undefined;
}
