import { isTapbackError, type TapbackError } from '../../core/model/errors.ts';

/** The TapbackError that an attempt ends with. @throws if it ends otherwise. */
export async function errorOf(attempt: Promise<unknown> | (() => unknown)): Promise<TapbackError> {
	let result: unknown;
	try {
		result = await (typeof attempt === 'function' ? attempt() : attempt);
	} catch (error) {
		if (isTapbackError(error)) return error;
		throw error;
	}
	throw new Error(`It should have failed, but gave ${JSON.stringify(result)}`);
}

/** The code of the error that a function throws; `passed` if it throws none. */
export function codeOf(act: () => unknown): string {
	try {
		act();
	} catch (error) {
		return isTapbackError(error) ? error.code : String(error);
	}
	return 'passed';
}
