import type { IWebhookFunctions } from 'n8n-workflow';

import { nodeKey } from '../shared/node-key';
import { createRecentClaims } from '../shared/webhook/recent-claims';

const recentEvents = createRecentClaims();

/** Events that n8n has not answered yet, each with a promise of the answer. */
const unanswered = new Map<string, Promise<void>>();

/**
 * Claims an event for a run of this node. False for a copy of an event that this process claimed lately. A copy is answered
 * after the first: until then n8n has not stored the run, and if it died the provider must send the event again.
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
	// The provider may have hung up already: then this response emits no further event.
	if (!response.closed && !response.destroyed) await new Promise((resolve) => response.once('close', resolve));
	// Without a whole response the provider delivers again, and that delivery must not count as a copy.
	if (response.statusCode >= 400 || !response.writableFinished) recentEvents.forget(id);
	unanswered.delete(id);
}

/**
 * Whether this process claimed the event lately, for the node of this key. Then the process runs what it receives, so n8n
 * isn't in queue mode, where webhooks arrive at other processes than those that run them.
 */
export function wasReceivedHere(node: string, eventId: string): boolean {
	return recentEvents.isClaimed(`${node}/${eventId}`);
}
