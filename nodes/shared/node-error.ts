import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { isTapbackError } from '../../core';

/**
 * An error as n8n shows it: our sentence as it is. The cause stays behind, because it holds the request.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (!isTapbackError(error)) return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
	const { message, code, details } = error;
	const description = `Code ${code}${details.traceId ? `, trace ${details.traceId}` : ''}`;
	if (details.status === undefined) return new NodeOperationError(node, message, { description, itemIndex });
	return new NodeApiError(node, { message, code }, { message, description, httpCode: String(details.status), itemIndex });
}
