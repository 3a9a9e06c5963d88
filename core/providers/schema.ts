import { z } from 'zod';

import type { TapbackError } from '../model/errors';
import { readBoolean, readIndex, readString } from '../model/payload';

/*
 * Schemas for a provider's responses. As in a webhook's payload (payload.ts), a field of an unexpected type counts as
 * absent, so that it doesn't invalidate the whole response.
 */

/** A non-empty string; `undefined` for anything else. */
export const optionalText = z.unknown().transform(readString);
/** A whole number from 0; `undefined` for anything else. */
export const optionalIndex = z.unknown().transform(readIndex);
/** A boolean; `undefined` for anything else. */
export const optionalFlag = z.unknown().transform(readBoolean);

/** A schema that is created at its first use, because n8n loads this package at every start, and may never use the provider. */
export function lazily<T extends z.ZodTypeAny>(create: () => T): z.ZodLazy<T> {
	let schema: T | undefined;
	return z.lazy(() => (schema ??= create()));
}

/** The elements of an array that match the schema, without the others. An empty list if the value is not an array. */
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

/** The same, but the value must be an array. */
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
 * Reads a response with a schema.
 * @throws `otherwise()` if it doesn't match.
 */
export function readAs<T extends z.ZodTypeAny>(schema: T, value: unknown, otherwise: () => TapbackError): z.output<T> {
	const parsed = schema.safeParse(value);
	if (!parsed.success) throw otherwise();
	return parsed.data as z.output<T>;
}
