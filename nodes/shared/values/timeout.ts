import { TapbackError } from '../../../core';

/** The longest delay of a timer. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** A timeout in milliseconds; `undefined` if none was given. @throws TapbackError INVALID_INPUT if it is no whole number from 1 to 2³¹ − 1 */
export function checkTimeout(given: unknown): number | undefined {
	if (given === undefined) return undefined;
	if (typeof given === 'number' && Number.isInteger(given) && given > 0 && given <= LONGEST_TIMEOUT_MS) return given;
	throw new TapbackError('INVALID_INPUT', `Timeout is ${String(given)}. It must be a whole number of milliseconds, e.g. 120000.`, {
		field: 'timeout',
	});
}
