import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { isTapbackError, sentenceOf, type TapbackError } from '../../../core';
import { HINT_TEXTS } from './hint-texts';

/** An error that n8n can show. Ours keeps its sentence and loses its cause, because the cause holds the request. */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (!isTapbackError(error)) return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
	const nodeError = wrap(node, error, itemIndex);
	// n8n's constructor replaces a message with a word like ETIMEDOUT in it.
	nodeError.message = sentenceOf(error, HINT_TEXTS);
	return nodeError;
}

/** The promise's result. @throws NodeApiError or NodeOperationError in place of the promise's error */
export async function orNodeError<T>(context: { getNode(): INode }, result: Promise<T>): Promise<T> {
	return await result.catch((error: unknown) => {
		throw toNodeError(context.getNode(), error);
	});
}

function wrap(node: INode, error: TapbackError, itemIndex?: number): NodeApiError | NodeOperationError {
	const { code, details } = error;
	const message = sentenceOf(error, HINT_TEXTS);
	// If a webhook can't be registered, n8n 2.8 shows the description in place of the message.
	const description = itemIndex === undefined ? message : `Code ${code}${details.traceId ? `, trace ${details.traceId}` : ''}`;
	if (details.status === undefined) return new NodeOperationError(node, message, { description, itemIndex });
	return new NodeApiError(node, { message, code }, { message, description, httpCode: String(details.status), itemIndex });
}
