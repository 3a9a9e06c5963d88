import './environment.mts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ICredentialDataDecryptedObject, INodeExecutionData, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { providerById } from '../../../core/index.ts';
import { PROVIDERS } from '../../../sandbox/src/providers/index.mts';
import { startSandbox, type Message, type ProviderId, type ProviderOverview, type Sandbox } from '../../../sandbox/src/index.mts';
import { TestCredentials } from './credentials.mts';
import { loadPackage, type BuiltPackage } from './package.mts';
import { packageNode, runWithItems, type NodeSettings, type RunResult } from './workflow.mts';

export const PROVIDER_IDS: readonly ProviderId[] = PROVIDERS.map(({ id }) => id);

export interface SendOptions extends Partial<Omit<NodeSettings, 'parameters'>> {
	operation?: 'add' | 'remove' | 'get' | 'tally';
	/** Node parameters beside provider and operation; expressions allowed. */
	parameters?: INodeParameters;
	/** One item for each entry. Expressions read its fields. */
	items?: INodeExecutionData['json'][];
	credentials?: TestCredentials;
	mode?: WorkflowExecuteMode;
	/** Runs the node as an agent's tool, which has another type. */
	asTool?: boolean;
}

/** The sandbox and the built package, with n8n's engine between them. */
export interface Harness {
	sandbox: Sandbox;
	built: BuiltPackage;
	/** Credentials for the sandbox's providers. `overrides` replaces single fields. */
	credentials(overrides?: Partial<Record<ProviderId, ICredentialDataDecryptedObject>>): TestCredentials;
	/** Every secret the sandbox's credentials hold. */
	secrets(): string[];
	/** Fresh messages that a human sent over iMessage. */
	newMessages(provider: ProviderId, count: number): Message[];
	/** Runs a workflow in which Send Tapback receives the items. Without parameters it likes the item's message. */
	send(provider: ProviderId, options?: SendOptions): Promise<RunResult>;
	close(): Promise<void>;
}

export function overviewOf({ sandbox }: Harness, provider: ProviderId): ProviderOverview {
	const overview = sandbox.control.overview().providers[provider];
	if (overview) return overview;
	throw new Error(`The sandbox does not play ${provider}.`);
}

export async function openHarness(): Promise<Harness> {
	const sandbox = await startSandbox({ port: 0, retryDelayScale: 0.001 });
	const built = await loadPackage();

	const credentials: Harness['credentials'] = (overrides = {}) =>
		new TestCredentials(
			Object.fromEntries(
				PROVIDER_IDS.map((id) => {
					const { baseUrl, credentials: secrets } = sandbox.provider(id);
					return [providerById(id).credential.typeName, { baseUrl, ...secrets, webhookSecret: '', ...overrides[id] }];
				}),
			),
			built.credentialType,
		);

	return {
		sandbox,
		built,
		credentials,
		secrets: () => PROVIDER_IDS.flatMap((id) => Object.values(sandbox.provider(id).credentials)),
		newMessages: (provider, count) =>
			Array.from({ length: count }, (_, index) => sandbox.control.sendMessage(provider, { from: 'human', text: `Message ${index}` })),
		async send(provider, options = {}) {
			const {
				operation = 'add',
				parameters = {},
				items = [{}],
				credentials: given = credentials(),
				mode,
				asTool = false,
				...settings
			} = options;
			const node = packageNode(built, 'sendTapback', {
				...settings,
				parameters: {
					provider,
					operation,
					messageId: '={{ $json.id }}',
					reaction: 'like',
					options: {},
					...fieldsOf(provider, operation),
					...parameters,
				},
			});
			if (asTool) node.type += 'Tool';
			return await runWithItems(built, node, { items: items.map((json) => ({ json })), credentials: given, mode });
		},
		close: async () => await sandbox.close(),
	};
}

/** The fields that one provider requires, as expressions that read them from the item. */
function fieldsOf(provider: ProviderId, operation: string): INodeParameters {
	const { send, get } = providerById(provider).fields;
	const isReading = operation === 'get' || operation === 'tally';
	const needed = (isReading ? get : send).filter(({ required }) => required);
	return Object.fromEntries(needed.map(({ name, is }) => [name, `={{ $json.${is ?? name} }}`]));
}

/** The items that a workflow would have for these messages. */
export function itemsOf(messages: readonly Message[]): INodeExecutionData['json'][] {
	return messages.map(({ id, line, conversationId }) => ({ id, line, conversationId }));
}

/** The `json` of each item of one output. */
export function jsonOf({ outputs }: RunResult, output = 0): INodeExecutionData['json'][] {
	return (outputs[output] ?? []).map(({ json }) => json);
}

/** Ends a test that hangs, a little before jest does. */
const PATIENCE_MS = 20_000;

/** Waits until a condition holds. */
export async function until(isSo: () => boolean): Promise<void> {
	const deadline = Date.now() + PATIENCE_MS;
	while (!isSo()) {
		if (Date.now() > deadline) throw new Error(`It did not become so within ${PATIENCE_MS / 1000} seconds.`);
		await sleep(5);
	}
}
