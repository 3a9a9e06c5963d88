import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { inParallel } from '../../host/in-parallel.mts';
import { ensureN8n } from '../../host/n8n/install.mts';
import type { ExecutionRow } from '../../host/n8n/api/execution.mts';
import type { WorkflowInput } from '../../host/n8n/api/workflow.mts';
import { startN8n, type RunningN8n } from '../../host/n8n/start.mts';
import { installPackage, packTapback } from '../../host/pack.mts';
import { scratchDirectory } from '../../host/scratch-directory.mts';
import { DEFAULT_VERSION } from '../../host/n8n/versions.mts';
import type { DeliveringProvider } from './trigger-deliveries.mts';

const TRIGGERS = ['inboundTapback', 'readingLinq', 'readingInkbox', 'minimalTrigger', 'rememberingTrigger', 'webhook'] as const;
export type TriggerName = (typeof TRIGGERS)[number];

/** A real n8n with active workflows of each kind of trigger. Each trigger is followed by one node that does nothing. */
export interface TriggerHarness {
	n8n: RunningN8n;
	/** The production URLs of a trigger's workflows. */
	urls: Record<TriggerName, string[]>;
	/** All executions of a trigger's workflows so far. */
	executions(trigger: TriggerName): Promise<ExecutionRow[]>;
	end(): Promise<void>;
}

const MINIMAL_PACKAGE = join(import.meta.dirname, 'minimal-trigger');
const AT_ONCE = 4;

export async function useTriggerHarness(options: {
	engine: string;
	workflows: number;
	secrets: Record<DeliveringProvider, string>;
	/** The address for reading messages. */
	baseUrl: string;
	env?: Record<string, string>;
}): Promise<TriggerHarness> {
	const { engine, workflows, secrets, baseUrl } = options;
	const secret = secrets.linq;
	const folder = scratchDirectory('tapback-bench-');
	const packed = await packTapback();
	const { directory } = await ensureN8n(DEFAULT_VERSION);
	await installPackage(MINIMAL_PACKAGE, folder.path, directory);
	const n8n = await startN8n({
		version: DEFAULT_VERSION,
		userFolder: folder.path,
		packageDirectory: packed.directory,
		env: { N8N_EXPRESSION_ENGINE: engine, N8N_LOG_LEVEL: 'warn', ...options.env },
	});
	await n8n.client.signIn();
	// Manual registration stores the secret only.
	const credentialsOf = async (type: string, webhookSecret: string) => {
		const { id, name } = await n8n.client.createCredential({ name: 'Bench', type, data: { baseUrl, apiKey: 'none', webhookSecret } });
		return { [type]: { id, name } };
	};
	const credentials = await credentialsOf('linqTapbackApi', secret);
	const inboundTapback = (provider: DeliveringProvider, includeMessage: boolean) => ({
		...{ name: 'Inbound Tapback', type: 'n8n-nodes-tapback.inboundTapback', typeVersion: 1 },
		parameters: {
			...{ provider, events: ['added'], reactions: ['love'], registration: 'manual', filters: {} },
			options: { includeMessage },
		},
	});
	const inputs: Record<TriggerName, TriggerNode> = {
		inboundTapback: { ...inboundTapback('linq', false), credentials },
		readingLinq: { ...inboundTapback('linq', true), credentials },
		readingInkbox: { ...inboundTapback('inkbox', true), credentials: await credentialsOf('inkboxTapbackApi', secrets.inkbox) },
		minimalTrigger: {
			...{ name: 'Minimal Trigger', type: 'n8n-nodes-minimal-trigger.minimalTrigger', typeVersion: 1 },
			parameters: { secret },
		},
		rememberingTrigger: {
			...{ name: 'Remembering Trigger', type: 'n8n-nodes-minimal-trigger.rememberingTrigger', typeVersion: 1, credentials },
			parameters: { secret },
		},
		webhook: {
			...{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2.1 },
			parameters: { path: '', httpMethod: 'POST', responseMode: 'onReceived', options: { responseData: '' } },
		},
	};
	const listPerTrigger = (): Record<TriggerName, string[]> => ({
		...{ inboundTapback: [], readingLinq: [], readingInkbox: [] },
		...{ minimalTrigger: [], rememberingTrigger: [], webhook: [] },
	});
	const [ids, urls] = [listPerTrigger(), listPerTrigger()];

	async function add(trigger: TriggerName): Promise<void> {
		const created = await n8n.client.createWorkflow(workflowOf(inputs[trigger]));
		const active = await n8n.client.activate(created.id);
		ids[trigger].push(active.id);
		urls[trigger].push(await n8n.client.webhookUrl(active, inputs[trigger].name));
	}

	await inParallel(
		TRIGGERS.flatMap((trigger) => Array.from({ length: workflows }, () => trigger)),
		AT_ONCE,
		add,
	);
	return {
		...{ n8n, urls },
		executions: async (trigger) => (await Promise.all(ids[trigger].map(n8n.client.executionRows))).flat(),
		async end() {
			await n8n.stop();
			await packed.remove();
			folder.remove();
		},
	};
}

type TriggerNode = Pick<WorkflowInput['nodes'][number], 'name' | 'type' | 'typeVersion' | 'credentials'> & {
	parameters: Record<string, unknown>;
};

function workflowOf(trigger: TriggerNode): WorkflowInput {
	const webhookId = randomUUID();
	const path = 'path' in trigger.parameters ? { path: webhookId } : {};
	return {
		name: `${trigger.name} ${webhookId}`,
		nodes: [
			{ ...trigger, id: randomUUID(), webhookId, position: [0, 0], parameters: { ...trigger.parameters, ...path } },
			{ id: randomUUID(), name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
		],
		connections: { [trigger.name]: { main: [[{ node: 'Nothing', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
