import type { IWebhookFunctions } from 'n8n-workflow';

import { nodeKey } from '../shared/node-key';
import { createRecentEvents } from './recent-events';

const recentEvents = createRecentEvents();

/** Takes an event for a run of this node. False for a copy of one that this process took lately. */
export function claim(context: IWebhookFunctions, eventId: string): boolean {
	const id = `${nodeKey(context)}/${eventId}`;
	if (!recentEvents.claim(id, Date.now())) return false;
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode >= 400) recentEvents.forget(id);
	});
	return true;
}

/**
 * Whether this process took the event lately, for the node of this key. Then it runs what it receives, so it isn't queue
 * mode: there webhooks come to other processes than those that run them.
 */
export function wasReceivedHere(node: string, eventId: string): boolean {
	return recentEvents.isClaimed(`${node}/${eventId}`);
}
