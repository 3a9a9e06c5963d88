import type { IWebhookFunctions } from 'n8n-workflow';

import { createRecentClaims } from '../shared/recent-claims';
import type { Room } from './room';

/** What is parked still, so long after an answer was to resume it, was not resumed. */
const LONGEST_TURN_MS = 30_000;
const MOST_REMEMBERED = 1000;

const turns = createRecentClaims({ windowMs: LONGEST_TURN_MS, most: MOST_REMEMBERED });

/**
 * Whether an answer may resume what is parked. Two that come at once find the same parked execution, and the second one
 * would resume a copy that doesn't know of the first; it is turned away, for the provider to send it again.
 */
export function takeTurn(context: IWebhookFunctions, { executionId, parkings }: Room, now: number): boolean {
	const turn = `${executionId ?? ''}/${parkings}`;
	if (!turns.claim(turn, now)) return false;
	const response = context.getResponseObject();
	response.once('close', () => {
		if (response.statusCode >= 400) turns.forget(turn, now);
	});
	return true;
}
