import { NodeOperationError, type INode } from 'n8n-workflow';

import type { HintTexts } from '../../../core';
import { failureOf, type Failure } from '../../shared/errors/failure';
import { REMEDIES } from '../../shared/errors/remedies';

/** What a user of this node does about an error, where it isn't what a trigger's user does. */
export const ASK_REMEDIES: HintTexts = {
	...REMEDIES,
	'register-for-good':
		'Publish the workflow first (if it is published already, unpublish it and publish it again). Or make a key in the provider’s console, and paste it into Webhook Signing Secret of the credential.',
	'enter-signing-key': 'Paste it into Webhook Signing Secret of the credential, which serves all workflows that use it.',
};

/** An error as it is kept and put out. */
export function askFailureOf(error: unknown): Failure {
	return failureOf(error, ASK_REMEDIES);
}

/** A failure as n8n shows it. */
export function toAskError(node: INode, { message, code }: Failure, itemIndex?: number): NodeOperationError {
	// Where a webhook can't be registered, n8n 2.8 shows the description in place of the message.
	const description = itemIndex === undefined ? message : code === null ? undefined : `Code ${code}`;
	const error = new NodeOperationError(node, message, { itemIndex, description });
	// n8n puts a sentence of its own in place of one that holds a word like ETIMEDOUT.
	error.message = message;
	return error;
}
