import type { INodeExecutionData } from 'n8n-workflow';

import { failureOf } from '../shared/errors/failure';

/**
 * A failed item for the error output: the sentence, and the code to route by. `error` must be the only key of `json`: n8n
 * counts an item with more keys as a success. If `error` is beside `json` instead, n8n overwrites `json`.
 */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	return { json: { error: { ...failureOf(error) } }, pairedItem: { item: itemIndex } };
}
