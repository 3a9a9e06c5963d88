import { NodeOperationError, type INode } from 'n8n-workflow';

import type { HintTexts } from '../../../core';
import { failureOf, type Failure } from '../../shared/errors/failure';
import { HINT_TEXTS } from '../../shared/errors/hint-texts';

/** Hints for this node's users, if those for other nodes don't fit. */
export const ASK_HINT_TEXTS: HintTexts = {
	...HINT_TEXTS,
	'register-for-good':
		'Publish the workflow first (if it is published already, unpublish it and publish it again). Or make a key in the provider’s console, and paste it into Webhook Signing Secret of the credential.',
	'enter-signing-key': 'Paste it into Webhook Signing Secret of the credential, which serves all workflows that use it.',
};

/** An error as it is stored, and as it is in an output item. */
export function askFailureOf(error: unknown): Failure {
	return failureOf(error, ASK_HINT_TEXTS);
}

/** A failure as n8n shows it. */
export function toAskError(node: INode, { message, code }: Failure, itemIndex?: number): NodeOperationError {
	// If a webhook can't be registered, n8n 2.8 shows the description in place of the message.
	const description = itemIndex === undefined ? message : code === null ? undefined : `Code ${code}`;
	const error = new NodeOperationError(node, message, { itemIndex, description });
	// n8n's constructor replaces a message with a word like ETIMEDOUT in it.
	error.message = message;
	return error;
}
