import { isRecord, textOf } from './json.mts';

/** The code Node gives its errors, such as ECONNREFUSED. */
export function codeOf(error: unknown): string | undefined {
	return isRecord(error) ? textOf(error.code) : undefined;
}

/** The message of an error; empty if it has none, such as the error of a name without a reachable address. */
export function messageOf(error: unknown): string {
	return isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
}
