import type { FunctionsBase } from 'n8n-workflow';

/** Identifies one node of one workflow: `workflowId/nodeId`. */
export function nodeKey(context: Pick<FunctionsBase, 'getNode' | 'getWorkflow'>): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}
