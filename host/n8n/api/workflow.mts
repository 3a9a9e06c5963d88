import { z } from 'zod';

const parametersSchema = z.record(z.unknown());

const nodeSchema = z
	.object({
		id: z.string().optional(),
		name: z.string(),
		type: z.string(),
		typeVersion: z.number(),
		parameters: parametersSchema.default({}),
		webhookId: z.string().optional(),
		disabled: z.boolean().optional(),
		credentials: z.record(z.object({ id: z.string().nullish(), name: z.string() })).optional(),
	})
	.passthrough();

/** A workflow as n8n's "Download" writes it, without further fields of the file. */
export const workflowFileSchema = z.object({
	name: z.string(),
	nodes: z.array(nodeSchema),
	connections: z.record(z.unknown()),
	settings: z.record(z.unknown()).default({}),
	pinData: z.record(z.unknown()).optional(),
});

/** A workflow as n8n stores it. */
export const workflowSchema = workflowFileSchema.extend({
	id: z.string(),
	active: z.boolean(),
	versionId: z.string(),
	/** The nodes' data between runs; n8n stores one object for each workflow. */
	staticData: z.unknown(),
	/** The version that n8n runs. The edited version may be newer. */
	activeVersion: z.object({ nodes: z.array(nodeSchema).optional() }).nullish(),
	settings: z
		.record(z.unknown())
		.nullish()
		.transform((settings) => settings ?? {}),
	pinData: z
		.record(z.unknown())
		.nullish()
		.transform((pinData) => pinData ?? undefined),
});

const webhookSchema = z.object({
	name: z.string(),
	httpMethod: z.string().default('GET'),
	path: z.string(),
	isFullPath: z.boolean().or(z.string()).optional(),
	restartWebhook: z.boolean().optional(),
	nodeType: z.string().optional(),
});

/** The part of a node type that a client needs. */
export const nodeTypeSchema = z.object({
	name: z.string(),
	group: z.array(z.string()).default([]),
	webhooks: z.array(webhookSchema).default([]),
	polling: z.boolean().optional(),
});

export type WorkflowNode = z.infer<typeof nodeSchema>;
export type WorkflowFile = z.infer<typeof workflowFileSchema>;
/** A workflow as a caller may write it by hand. */
export type WorkflowInput = z.input<typeof workflowFileSchema>;
export type Workflow = z.infer<typeof workflowSchema>;
export type NodeType = z.infer<typeof nodeTypeSchema>;

export interface WebhookAddress {
	method: string;
	/** Below n8n's address. */
	path: string;
}

/**
 * The addresses of a node's webhooks while its workflow is active, by n8n's own rule (`getNodeWebhookPath`).
 * Webhooks that resume a waiting execution have no such address.
 */
export function webhookAddresses(workflow: Pick<Workflow, 'id'>, node: WorkflowNode, type: NodeType): WebhookAddress[] {
	return type.webhooks
		.filter(({ restartWebhook }) => restartWebhook !== true)
		.map(({ httpMethod, path, isFullPath, nodeType }) => {
			const full = { path: parameterOr(node, path, ''), isFullPath: isFullPath === true || isFullPath === 'true' };
			const root = nodeType === 'form' ? 'form' : 'webhook';
			return { method: parameterOr(node, httpMethod, 'GET'), path: `${root}/${webhookPath(workflow.id, node, full)}` };
		});
}

function webhookPath(workflowId: string, node: WorkflowNode, { path, isFullPath }: { path: string; isFullPath: boolean }): string {
	if (node.webhookId === undefined) return `${workflowId}/${encodeURIComponent(node.name.toLowerCase())}/${path}`;
	if (!isFullPath) return `${node.webhookId}/${path}`;
	return path === '' ? node.webhookId : path;
}

// n8n's own nodes have path and method in their parameters: ={{$parameter["path"]}}, ={{$parameter["httpMethod"] || "GET"}},
// ={{ $parameter["path"] || $parameter["options"]?.path || $webhookId }}
function parameterOr({ parameters }: WorkflowNode, text: string, fallback: string): string {
	if (!text.startsWith('=')) return text;
	const named = [...text.matchAll(/\$parameter\["(\w+)"\](?:\?\.(\w+))?/g)].map(([, name = '', inner]) => {
		const value = parameters[name];
		return inner === undefined ? value : parametersSchema.catch({}).parse(value)[inner];
	});
	const literal = /(?:\?|\|\|) "([^"]+)"/.exec(text)?.[1];
	return named.find((value): value is string => typeof value === 'string' && value !== '') ?? literal ?? fallback;
}
