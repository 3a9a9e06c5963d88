/** Narrows outside data to an object whose fields are still unknown. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A non-empty string, else `undefined`. */
export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An array of strings, else `undefined`. */
export function textsOf(value: unknown): string[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const texts = value.filter((entry): entry is string => typeof entry === 'string');
	return texts.length === value.length ? texts : undefined;
}

/** Parses JSON text; `undefined` when it is none. */
export function parseJson(text: string): unknown {
	try {
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		return undefined;
	}
}

/** A whole number written in a query string, within bounds; `fallback` when absent, `undefined` when wrong. */
export function queryInteger(
	value: string | undefined,
	{ fallback, min, max }: { fallback: number; min: number; max: number },
): number | undefined {
	if (value === undefined || value === '') return fallback;
	const number = Number(value);
	return Number.isInteger(number) && number >= min && number <= max ? number : undefined;
}
