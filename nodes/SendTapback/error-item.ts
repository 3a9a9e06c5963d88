import type { INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isTapbackError, type Provider } from '../../core';

/** A failed item for the error output: the sentence, and the code to route by. */
export function toErrorItem(
	nodeError: NodeApiError | NodeOperationError,
	options: { error: unknown; provider: Provider; operation: string; itemIndex: number },
): INodeExecutionData {
	const { error, provider, operation, itemIndex } = options;
	return {
		json: {
			provider: provider.id,
			operation,
			error: nodeError.message,
			errorCode: isTapbackError(error) ? error.code : null,
		},
		error: nodeError,
		pairedItem: { item: itemIndex },
	};
}
