import type { INodeExecutionData } from 'n8n-workflow';

import { isTapbackError } from '../../core';

/**
 * A failed item for the error output: the sentence, and the code to route by. They stand below `error` alone,
 * for n8n overwrites the whole `json` of an item that has an `error` beside it, and takes one with further keys
 * for a success.
 */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	const message = error instanceof Error ? error.message : String(error);
	const code = isTapbackError(error) ? error.code : null;
	return { json: { error: { message, code } }, pairedItem: { item: itemIndex } };
}
