import { isRecord, textOf } from './json.mts';

/** The code Node gives its errors, such as ECONNREFUSED. */
export function codeOf(error: unknown): string | undefined {
	return isRecord(error) ? textOf(error.code) : undefined;
}

/** What an error says; empty where it says nothing, as that of a name of which no address answers. */
export function messageOf(error: unknown): string {
	return isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
}
