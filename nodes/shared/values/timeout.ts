import { TapbackError } from '../../../core';

/** Timers can wait no longer. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** @throws TapbackError INVALID_INPUT for a Timeout that is no number of milliseconds. */
export function checkTimeout(given: unknown): number | undefined {
	if (given === undefined) return undefined;
	if (typeof given === 'number' && Number.isInteger(given) && given > 0 && given <= LONGEST_TIMEOUT_MS) return given;
	throw new TapbackError('INVALID_INPUT', `Timeout is ${String(given)}. It must be a whole number of milliseconds, e.g. 120000.`, {
		field: 'timeout',
	});
}
