import type { IWebhookFunctions } from 'n8n-workflow';

import type { Room } from './room';

const MOST_REMEMBERED = 1000;

const taken = new Set<string>();

/**
 * Whether an answer may resume what is parked. Two that come at once find the same parked execution, and the second one
 * would resume a copy that doesn't know of the first; it is turned away, for the provider to send it again.
 */
export function takeTurn(context: IWebhookFunctions, { executionId, parkings }: Room): boolean {
	const turn = `${executionId ?? ''}/${parkings}`;
	if (taken.has(turn)) return false;
	const [oldest] = taken;
	if (taken.size >= MOST_REMEMBERED && oldest !== undefined) taken.delete(oldest);
	taken.add(turn);
	const response = context.getResponseObject();
	response.once('close', () => {
		if (response.statusCode >= 400) taken.delete(turn);
	});
	return true;
}
