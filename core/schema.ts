import { z } from 'zod';

import type { TapbackError } from './errors';

/*
 * Outside data is read field by field: what has another type than expected counts as absent,
 * so that one strange field never costs the whole event.
 */

/** Most fields of most deliveries pass here, so nothing is collected about what doesn't fit: `catch` would cost several times as much. */
function lenient<T>(read: (value: unknown) => T | undefined) {
	return z.unknown().transform(read);
}

/** A non-empty string, or `undefined`. */
export const optionalText = lenient((value) => (typeof value === 'string' && value !== '' ? value : undefined));

/** A whole number from zero, or `undefined`: beyond 2^53 a number is not the one that was written. */
export const optionalIndex = lenient((value) =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined,
);

export const optionalFlag = lenient((value) => (typeof value === 'boolean' ? value : undefined));

/** The elements of an array that fit; others, and anything that is no array, are left out. */
export function listOf<T extends z.ZodTypeAny>(element: T) {
	return z
		.array(z.unknown())
		.catch([])
		.transform(
			(items): Array<z.output<T>> =>
				items.flatMap((item) => {
					const parsed = element.safeParse(item);
					return parsed.success ? [parsed.data as z.output<T>] : [];
				}),
		);
}

/** FastAPI's list of what is wrong with a request, `[{ loc: ["body", "reaction"], msg: "…" }]`, as one text. */
export const validationDetail = z
	.array(z.unknown())
	.pipe(listOf(z.object({ msg: z.string(), loc: listOf(z.union([z.string(), z.number()])) })))
	.transform((entries) => entries.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '));

/**
 * Reads an answer with a schema.
 * @throws `otherwise()` when it doesn't fit.
 */
export function readAs<T extends z.ZodTypeAny>(schema: T, value: unknown, otherwise: () => TapbackError): z.output<T> {
	const parsed = schema.safeParse(value);
	if (!parsed.success) throw otherwise();
	return parsed.data as z.output<T>;
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * ISO 8601 UTC with milliseconds (vendors write up to nine digits, or an offset); `null` for anything else.
 * A time without an offset counts as UTC: `Date.parse` would take it for the time of the machine.
 */
export function isoTime(text: string | undefined): string | null {
	const [, date, timeOfDay = '00:00', offset = 'Z'] = TIME.exec(text ?? '') ?? [];
	const time = date === undefined ? NaN : Date.parse(`${date}T${timeOfDay}${offset}`);
	const iso = Number.isNaN(time) ? '' : new Date(time).toISOString();
	// An offset may lead out of the years that are written with four digits.
	return /^\d{4}-/.test(iso) ? iso : null;
}
