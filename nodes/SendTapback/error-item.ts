import type { INodeExecutionData } from 'n8n-workflow';

import { failureOf } from '../shared/failure';

/**
 * A failed item for the error output: the sentence, and the code to route by. They stand below `error` alone,
 * for n8n overwrites the whole `json` of an item that has an `error` beside it, and takes one with further keys
 * for a success.
 */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	return { json: { error: { ...failureOf(error) } }, pairedItem: { item: itemIndex } };
}
