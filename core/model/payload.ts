/*
 * A webhook's payload is read field by field: what has another type than expected counts as absent, so that one strange
 * field never costs the whole event, and no content ever throws.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

const NONE: JsonObject = Object.freeze(Object.create(null));

/** The fields of a JSON object; none for anything else. */
export function readObject(value: unknown): JsonObject {
	return isFields(value) ? value : NONE;
}

/** A non-empty string, or `undefined`. */
export function readString(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole number from zero, or `undefined`: beyond 2^53 a number is not the one that was written. */
export function readIndex(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function readBoolean(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** The elements of an array; none for anything else. */
export function readArray(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The non-empty strings of an array. */
export function readStrings(value: unknown): string[] {
	return readArray(value).flatMap((element) => readString(element) ?? []);
}

/** The first that is a text, for a fact that may stand in several places. */
export function firstString(...values: readonly unknown[]): string | undefined {
	for (const value of values) if (typeof value === 'string' && value !== '') return value;
	return undefined;
}

/** The first that is a flag. */
export function firstBoolean(...values: readonly unknown[]): boolean | undefined {
	for (const value of values) if (typeof value === 'boolean') return value;
	return undefined;
}

function isFields(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
