import type { IExecuteFunctions } from 'n8n-workflow';

import { createApiClient, findLatestMessage, type Connection, type Provider } from '../../core';
import { locatorValue } from '../shared/values/locator';

/** The message of an item: named by its id, or the latest one in a conversation. */
export type Target = { kind: 'message'; messageId: unknown } | { kind: 'latest'; from: 'them' | 'us'; conversation: unknown };

export function readTarget(context: IExecuteFunctions, itemIndex: number): Target {
	const target: unknown = context.getNodeParameter('target', itemIndex, 'id');
	const value = (name: string) => locatorValue(context.getNodeParameter(name, itemIndex, ''));
	if (target !== 'latestFromThem' && target !== 'latestFromUs') return { kind: 'message', messageId: value('messageId') };
	return { kind: 'latest', from: target === 'latestFromUs' ? 'us' : 'them', conversation: value('conversation') };
}

/** Items with the same key run one after another. */
export function keyOfTarget(target: Target): string {
	return target.kind === 'message' ? String(target.messageId) : `${target.from} ${String(target.conversation)}`;
}

/** @throws TapbackError TARGET_NOT_FOUND if the conversation has no such message. */
export async function messageIdOf(provider: Provider, target: Target, connection: Connection): Promise<unknown> {
	return target.kind === 'message' ? target.messageId : await findLatestMessage(provider, createApiClient(provider, connection), target);
}
