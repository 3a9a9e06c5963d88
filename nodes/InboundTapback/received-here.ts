import type { IWebhookFunctions } from 'n8n-workflow';

import { nodeKey } from '../shared/node-key';
import { createRecentClaims } from '../shared/recent-claims';

const recentEvents = createRecentClaims();

/** Events that n8n has not answered yet, and when it has. */
const unanswered = new Map<string, Promise<void>>();

/**
 * Takes an event for a run of this node. False for a copy of one that this process took lately; a copy is answered after
 * the first: until then n8n has not stored the run, and if it died the provider must come again.
 */
export async function claim(context: IWebhookFunctions, eventId: string): Promise<boolean> {
	const id = `${nodeKey(context)}/${eventId}`;
	while (!recentEvents.claim(id, Date.now())) {
		const first = unanswered.get(id);
		if (first === undefined) return false;
		await first;
	}
	unanswered.set(id, untilAnswered(context, id));
	return true;
}

async function untilAnswered(context: IWebhookFunctions, id: string): Promise<void> {
	const response = context.getResponseObject();
	// The provider may have hung up already: then nothing more is told of this response.
	if (!response.closed && !response.destroyed) await new Promise((resolve) => response.once('close', resolve));
	// Without a whole answer the provider comes again, and what it brings must not be taken for a copy.
	if (response.statusCode >= 400 || !response.writableFinished) recentEvents.forget(id);
	unanswered.delete(id);
}

/**
 * Whether this process took the event lately, for the node of this key. Then it runs what it receives, so it isn't queue
 * mode: there webhooks come to other processes than those that run them.
 */
export function wasReceivedHere(node: string, eventId: string): boolean {
	return recentEvents.isClaimed(`${node}/${eventId}`);
}
