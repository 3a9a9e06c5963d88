import type { INodeExecutionData } from 'n8n-workflow';

import { isTapbackError, sentenceOf } from '../../core';
import { REMEDIES } from '../shared/remedies';

/**
 * A failed item for the error output: the sentence, and the code to route by. They stand below `error` alone,
 * for n8n overwrites the whole `json` of an item that has an `error` beside it, and takes one with further keys
 * for a success.
 */
export function toErrorItem(error: unknown, itemIndex: number): INodeExecutionData {
	return { json: { error: told(error) }, pairedItem: { item: itemIndex } };
}

function told(error: unknown): { message: string; code: string | null } {
	if (isTapbackError(error)) return { message: sentenceOf(error, REMEDIES), code: error.code };
	return { message: error instanceof Error ? error.message : String(error), code: null };
}
