import { z } from 'zod';

import type { TapbackError } from '../model/errors';
import { readBoolean, readIndex, readString } from '../model/payload';

/*
 * A provider's answers are read with schemas. Their fields are read as a webhook's are (payload.ts): what has another
 * type than expected counts as absent, so that one strange field never costs the whole answer.
 */

export const optionalText = z.unknown().transform(readString);
export const optionalIndex = z.unknown().transform(readIndex);
export const optionalFlag = z.unknown().transform(readBoolean);

/** A schema that is made when it is first used: n8n loads this package with every start, and may never ask the provider. */
export function lazily<T extends z.ZodTypeAny>(make: () => T): z.ZodLazy<T> {
	let made: T | undefined;
	return z.lazy(() => (made ??= make()));
}

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

/** The same for an array that must be there. */
export function arrayOf<T extends z.ZodTypeAny>(element: T) {
	return z.array(z.unknown()).pipe(listOf(element));
}

/** FastAPI's list of what is wrong with a request, `[{ loc: ["body", "reaction"], msg: "…" }]`, as one text. */
export const validationDetail = lazily(() =>
	z
		.array(z.unknown())
		.pipe(listOf(z.object({ msg: z.string(), loc: listOf(z.union([z.string(), z.number()])) })))
		.transform((entries) => entries.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ')),
);

/**
 * Reads an answer with a schema.
 * @throws `otherwise()` when it doesn't fit.
 */
export function readAs<T extends z.ZodTypeAny>(schema: T, value: unknown, otherwise: () => TapbackError): z.output<T> {
	const parsed = schema.safeParse(value);
	if (!parsed.success) throw otherwise();
	return parsed.data as z.output<T>;
}
