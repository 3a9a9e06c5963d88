import type { INodeExecutionData } from 'n8n-workflow';

import { failureOf } from '../shared/errors/failure';

/**
 * A failed item for the error output: the sentence, and the code to route by. `error` is the only key of `json`: n8n
 * counts an item with further keys as a success, and overwrites the `json` of an item with an `error` beside it.
 */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	return { json: { error: { ...failureOf(error) } }, pairedItem: { item: itemIndex } };
}
