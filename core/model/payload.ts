/*
 * Reads a webhook's payload field by field. A field of an unexpected type counts as absent, so that it doesn't invalidate
 * the whole event. Nothing here throws.
 */

/** The fields of a JSON object, not yet checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

const NONE: JsonObject = Object.freeze(Object.create(null));

/** A JSON object, or an empty one for anything else. */
export function readObject(value: unknown): JsonObject {
	return isFields(value) ? value : NONE;
}

/** A non-empty string, or `undefined`. */
export function readString(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole number from 0 to 2^53 - 1, or `undefined`. JSON.parse rounds larger numbers. */
export function readIndex(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A boolean, or `undefined`. */
export function readBoolean(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** An array, or an empty one for anything else. */
export function readArray(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The non-empty strings of an array. */
export function readStrings(value: unknown): string[] {
	return readArray(value).flatMap((element) => readString(element) ?? []);
}

/** The first value that is a non-empty string, for a fact that several fields may have. */
export function firstString(...values: readonly unknown[]): string | undefined {
	for (const value of values) if (typeof value === 'string' && value !== '') return value;
	return undefined;
}

/** The first value that is a boolean. */
export function firstBoolean(...values: readonly unknown[]): boolean | undefined {
	for (const value of values) if (typeof value === 'boolean') return value;
	return undefined;
}

function isFields(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
