/** So many conversations a provider keeps. */
export const MOST_CONVERSATIONS = 1000;
/** So many webhooks a provider keeps. */
export const MOST_WEBHOOKS = 100;
/** So many faults of a kind may be planned for a provider. */
export const MOST_PLANS = 1000;
/** A webhook, or the name of somebody to write to, has at most so many characters. */
const MOST_FIELD_CHARACTERS = 4096;

/** Something is full: the message names the bound and what to do. */
export class LimitError extends Error {
	override readonly name = 'LimitError';
}

/** Throws a LimitError where one more would be too many. */
export function requireRoom(present: number, most: number, what: string): void {
	if (present < most) return;
	throw new LimitError(
		`The sandbox keeps at most ${inDigits(most)} ${what} for each provider, and has as many. Remove some, or reset it: POST /control/reset.`,
	);
}

/** Throws a LimitError where a text, or what a value is as JSON, is too long. */
export function requireShort(value: unknown, what: string): void {
	const { length } = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	if (length <= MOST_FIELD_CHARACTERS) return;
	throw new LimitError(`${what} has ${inDigits(length)} characters; the sandbox takes at most ${inDigits(MOST_FIELD_CHARACTERS)}.`);
}

function inDigits(count: number): string {
	return count.toLocaleString('en-US');
}
