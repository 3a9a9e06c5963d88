import type { FunctionsBase } from 'n8n-workflow';

/** Names one node of one workflow. */
export function nodeKey(context: Pick<FunctionsBase, 'getNode' | 'getWorkflow'>): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}
