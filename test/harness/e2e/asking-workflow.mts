import { randomUUID } from 'node:crypto';

import { providerById } from '../../../core/providers/registry.ts';
import type { Message } from '../../../sandbox/src/index.mts';
import type { WorkflowInput, WorkflowNode } from '../../../host/n8n/api/workflow.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { present, type Harness } from './harness.mts';
import { beginBody, endBody, type ResultsServer } from './asking-results.mts';

type Parameters = Record<string, unknown>;

/** The settings of an Ask for Tapback node. */
export interface QuestionPlan {
	/** Unique within a run. */
	name: string;
	provider: string;
	/** The person or group to ask. In these tests the group is Ana, Ben and Cleo. Default: Ana. */
	whom?: 'ana' | 'group';
	/** Through a Relay Workflow, where the provider allows one webhook. */
	shared?: boolean;
	/** `wait`: the message was sent before. */
	operation?: 'sendAndWait' | 'wait';
	/** Replaces the usual parameters. */
	parameters?: Parameters;
	options?: Parameters;
}

export const ANA = '+12025550123';
export const BEN = '+12025550124';
export const CLEO = '+12025550125';

/** For each plan: a webhook, a call that returns the items, the question, and a call that reports its results. */
export function askingWorkflow(
	harness: Harness,
	plans: readonly QuestionPlan[],
	{ results, relayId }: { results: ResultsServer; relayId: string },
): WorkflowInput {
	const rows = plans.map((plan, index) => {
		const at = (column: number): [number, number] => [column * 220, index * 160];
		const { provider, name } = plan;
		const { id, name: credentialName, type } = harness.credentialOf(provider);
		return [
			{
				...{ name: `Start ${name}`, type: 'n8n-nodes-base.webhook', typeVersion: 2, position: at(0) },
				parameters: { httpMethod: 'POST', path: randomUUID(), options: {} },
			},
			{ ...httpCall(results.beginUrl, beginBody(name)), name: `Begin ${name}`, position: at(1) },
			{
				...{ name: `Ask ${name}`, type: 'n8n-nodes-tapback.askForTapback', typeVersion: 1, position: at(2) },
				webhookId: randomUUID(),
				credentials: { [type]: { id, name: credentialName } },
				parameters: parametersOf(harness, plan, relayId),
			},
			{ ...httpCall(results.endUrl, endBody(name)), name: `End ${name}`, executeOnce: true, position: at(3) },
		] satisfies Array<Partial<WorkflowNode>>;
	});
	return {
		name: `Questions ${randomUUID()}`,
		nodes: rows.flat().map((node) => ({ ...node, id: randomUUID() })),
		connections: Object.fromEntries(
			rows.flatMap((row) => row.slice(0, -1).map(({ name }, index) => [name, to(row[index + 1]?.name ?? '')])),
		),
		settings: { executionOrder: 'v1' },
	};
}

export function parametersOf(harness: Harness, plan: QuestionPlan, relayId: string): Parameters {
	const { provider, operation = 'sendAndWait', shared, parameters, options = {} } = plan;
	return {
		...{ provider, operation, from: '', decidedBy: 'first', waitAmount: 10, waitUnit: 'minutes' },
		relayWorkflow: { __rl: true, mode: 'id', value: shared ? relayId : '' },
		...(operation === 'wait' ? waiting(harness, plan) : asking(harness, plan)),
		...lineOf(harness, provider),
		...parameters,
		// Ignores texts: the same person writes texts to other questions.
		options: { text: 'ignore', ...options },
	};
}

/** One webhook in all. */
export function allowsOneWebhook(provider: string): boolean {
	return providerById(provider).registration.list === undefined;
}

function asking(harness: Harness, { provider, whom = 'ana' }: QuestionPlan): Parameters {
	const message = '={{ $json.message }}';
	if (whom === 'ana') return { message, to: ANA };
	const { id } = groupOf(harness, provider);
	return { message, to: scenarioOf({ id: provider }).messages.groupAddress?.(id) ?? id };
}

function waiting(harness: Harness, { provider, whom }: QuestionPlan): Parameters {
	const quoted =
		providerById(provider).capabilities.receiveTarget.level === 'no'
			? { messageText: '={{ $json.message }}', to: whom === 'group' ? groupOf(harness, provider).id : ANA }
			: {};
	return { messageId: '={{ $json.messageId }}', ...quoted };
}

/** The line of the conversations, where the provider wants to know it. */
function lineOf({ control }: Harness, provider: string): Parameters {
	const { lines, identities } = present(control.overview().providers[provider], provider);
	const [identity]: unknown[] = Array.isArray(identities) ? identities : [];
	const identityId = typeof identity === 'object' && identity !== null && 'id' in identity ? identity.id : undefined;
	const known: Parameters = { fromNumber: lines[0]?.number, identityId, fromLine: '' };
	return Object.fromEntries(providerById(provider).fields.ask.map(({ name }) => [name, known[name]]));
}

/** Whether a message is the question with this text, with or without a line below that says how to answer. */
export function isQuestion({ from, parts: [part] }: Message, text: string): boolean {
	return from === 'agent' && part?.type === 'text' && (part.text === text || part.text.startsWith(`${text}\n`));
}

/** A question to the group. If the provider sends to single persons only, the message is in the group already. */
export function inGroup(provider: string): Pick<QuestionPlan, 'whom' | 'operation'> {
	return { whom: 'group', operation: scenarioOf({ id: provider }).messages.reachGroups ? 'sendAndWait' : 'wait' };
}

/** The sandbox's group of a provider. */
export function groupOf({ control }: Harness, provider: string): { id: string; participants: string[] } {
	const { conversations } = present(control.overview().providers[provider], provider);
	return present(
		conversations.find(({ isGroup }) => isGroup),
		'group',
	);
}

function httpCall(url: string, jsonBody: string) {
	const parameters = { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody, options: {} };
	return { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters };
}

function to(node: string) {
	return { main: [[{ node, type: 'main', index: 0 }]] };
}
