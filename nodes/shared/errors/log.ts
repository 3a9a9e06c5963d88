import type { FunctionsBase } from 'n8n-workflow';

/** Writes a line with the name of the node to n8n's log. */
export function log(context: Pick<FunctionsBase, 'getNode' | 'logger'>, level: 'error' | 'warn', says: string): void {
	context.logger[level](`Tapback: ${says}`, { node: context.getNode().name });
}
