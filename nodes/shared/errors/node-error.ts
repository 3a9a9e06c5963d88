import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { isTapbackError, sentenceOf, type TapbackError } from '../../../core';
import { REMEDIES } from './remedies';

/**
 * An error as n8n shows it: our sentence as it is. The cause stays behind, because it holds the request.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (!isTapbackError(error)) return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
	const nodeError = wrap(node, error, itemIndex);
	// n8n puts a sentence of its own in place of one that holds a word like ETIMEDOUT.
	nodeError.message = sentenceOf(error, REMEDIES);
	return nodeError;
}

/** What a promise resolves to. What it rejects with becomes an error as n8n shows it. */
export async function orNodeError<T>(context: { getNode(): INode }, result: Promise<T>): Promise<T> {
	return await result.catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
}

function wrap(node: INode, error: TapbackError, itemIndex?: number): NodeApiError | NodeOperationError {
	const { code, details } = error;
	const message = sentenceOf(error, REMEDIES);
	// n8n 2.8 shows the description in place of the message when a webhook can't be registered.
	const description = itemIndex === undefined ? message : `Code ${code}${details.traceId ? `, trace ${details.traceId}` : ''}`;
	if (details.status === undefined) return new NodeOperationError(node, message, { description, itemIndex });
	return new NodeApiError(node, { message, code }, { message, description, httpCode: String(details.status), itemIndex });
}
