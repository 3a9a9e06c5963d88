/*
 * A webhook's payload is read field by field: what has another type than expected counts as absent, so that one strange
 * field never costs the whole event, and no content ever throws.
 */

export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = Object.freeze(Object.create(null));

/** The fields of a JSON object; none for anything else. */
export function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : NONE;
}

/** A non-empty string, or `undefined`. */
export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A whole number from zero, or `undefined`: beyond 2^53 a number is not the one that was written. */
export function indexOf(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function flagOf(value: unknown): boolean | undefined {
	return typeof value === 'boolean' ? value : undefined;
}

/** The elements of an array; none for anything else. */
export function elementsOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

/** The non-empty strings of an array. */
export function textsOf(value: unknown): string[] {
	return elementsOf(value).flatMap((element) => textOf(element) ?? []);
}

/** The first that is a text, for a fact that may stand in several places. */
export function firstText(...values: readonly unknown[]): string | undefined {
	for (const value of values) if (typeof value === 'string' && value !== '') return value;
	return undefined;
}

/** The first that is a flag. */
export function firstFlag(...values: readonly unknown[]): boolean | undefined {
	for (const value of values) if (typeof value === 'boolean') return value;
	return undefined;
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
