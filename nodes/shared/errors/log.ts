import type { FunctionsBase } from 'n8n-workflow';

/** Writes a line to n8n's log, with the node's name. */
export function log(context: Pick<FunctionsBase, 'getNode' | 'logger'>, level: 'error' | 'warn', message: string): void {
	context.logger[level](`Tapback: ${message}`, { node: context.getNode().name });
}
