import type { IWebhookFunctions } from 'n8n-workflow';

import type { Room } from './room';

const MOST_REMEMBERED = 1000;

/** What is parked still, so long after an answer was to resume it, was not resumed. */
const LONGEST_TURN_MS = 30_000;

/** When each turn was taken, oldest first. */
const taken = new Map<string, number>();

/**
 * Whether an answer may resume what is parked. Two that come at once find the same parked execution, and the second one
 * would resume a copy that doesn't know of the first; it is turned away, for the provider to send it again.
 */
export function takeTurn(context: IWebhookFunctions, { executionId, parkings }: Room, now: number): boolean {
	const turn = `${executionId ?? ''}/${parkings}`;
	const takenAt = taken.get(turn);
	if (takenAt !== undefined && now - takenAt < LONGEST_TURN_MS) return false;
	taken.delete(turn);
	const [oldest] = taken.keys();
	if (taken.size >= MOST_REMEMBERED && oldest !== undefined) taken.delete(oldest);
	taken.set(turn, now);
	const response = context.getResponseObject();
	response.once('close', () => {
		if (response.statusCode >= 400 && taken.get(turn) === now) taken.delete(turn);
	});
	return true;
}
