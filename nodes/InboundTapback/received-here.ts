import type { IWebhookFunctions } from 'n8n-workflow';

import { nodeKey } from '../shared/node-key';
import { createRecentClaims } from '../shared/webhook/recent-claims';

const recentEvents = createRecentClaims();

/** Events that n8n has not answered yet, each with a promise of the answer. */
const unanswered = new Map<string, Promise<void>>();

/**
 * Claims an event for a run of this node. False for a copy of an event that this process claimed lately. The result for a
 * copy comes only after the first delivery was answered: until then n8n has not stored the run, so if n8n crashes, the
 * provider must repeat the event.
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
	// If the provider closed the connection already, this response emits no further event.
	if (!response.closed && !response.destroyed) await new Promise((resolve) => response.once('close', resolve));
	// Without a complete response the provider delivers again, and that delivery must not count as a copy.
	if (response.statusCode >= 400 || !response.writableFinished) recentEvents.forget(id);
	unanswered.delete(id);
}

/**
 * Whether this process claimed the event lately, for the node with this key (node-key.ts). If the run asks and gets true,
 * n8n isn't in queue mode, because there one process receives webhooks and others execute the runs.
 */
export function wasReceivedHere(node: string, eventId: string): boolean {
	return recentEvents.isClaimed(`${node}/${eventId}`);
}
