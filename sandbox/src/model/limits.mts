/** Maximum number of conversations of a provider. */
export const MOST_CONVERSATIONS = 1000;
/** Maximum number of webhooks of a provider. */
export const MOST_WEBHOOKS = 100;
/** Maximum number of planned faults of a kind for a provider. */
export const MOST_PLANS = 1000;
/** Maximum length of a webhook or a recipient. */
const MOST_FIELD_CHARACTERS = 4096;

/** A bound was reached. The message names the bound and what to do. */
export class LimitError extends Error {
	override readonly name = 'LimitError';
}

/** Throws a LimitError if one more would be too many. */
export function requireRoom(present: number, most: number, what: string): void {
	if (present < most) return;
	throw new LimitError(
		`The sandbox keeps at most ${inDigits(most)} ${what} for each provider, and has as many. Remove some, or reset it: POST /control/reset.`,
	);
}

/** Throws a LimitError if a text, or a value as JSON, is too long. */
export function requireShort(value: unknown, what: string): void {
	const { length } = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	if (length <= MOST_FIELD_CHARACTERS) return;
	throw new LimitError(`${what} has ${inDigits(length)} characters; the sandbox takes at most ${inDigits(MOST_FIELD_CHARACTERS)}.`);
}

function inDigits(count: number): string {
	return count.toLocaleString('en-US');
}
