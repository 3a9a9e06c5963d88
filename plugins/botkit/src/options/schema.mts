import { z } from 'zod';

import type { FieldValues } from '../../../../core/index.ts';

/*
 * Parts of the options' schemas. The error sentences are our own, because those of zod 3 and zod 4 differ.
 */

export const text = z.custom<string>((value) => typeof value === 'string' && value.trim() !== '', 'must be a text that is not empty');

export const flag = z.custom<boolean>((value) => typeof value === 'boolean', 'must be true or false');

const LONGEST_TIMER = 2 ** 31 - 1;

export const positiveInteger = z.custom<number>(
	(value) => typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LONGEST_TIMER,
	'must be a whole number above 0',
);

export const wholeNumber = z.custom<number>(
	(value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
	'must be a whole number from 0 on',
);

export const address = z.custom<string>(
	(value) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
	'must be an address that starts with https://, or http://',
);

export function functionOf<F>() {
	return z.custom<F>((value) => typeof value === 'function', 'must be a function');
}

export function oneOf<const T extends string>(allowed: readonly T[]) {
	return z.custom<T>((value) => allowed.some((one) => one === value), `must be one of ${allowed.join(', ')}`);
}

/** An object with this schema. The check for an object comes first, so that a missing one gets our sentence. */
export function objectOf<T extends z.ZodTypeAny>(schema: T) {
	return z
		.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'must be an object')
		.pipe(schema);
}

/**
 * A list of texts that says who or what is allowed; with `allowed` only these texts. An empty list is refused, and so is a
 * variable that isn't set: only an option that is left out means everybody.
 */
export function allowList<const T extends string = string>(allowed?: readonly T[]) {
	const fits = (value: unknown) => typeof value === 'string' && value.trim() !== '' && (allowed?.some((one) => one === value) ?? true);
	return z.custom<readonly T[]>(
		(value) => Array.isArray(value) && value.length > 0 && value.every(fits),
		`must be a list of ${allowed ? allowed.join(', ') : 'texts'} with something in it; for all, leave the option out`,
	);
}

export const oneOrSeveral = z.custom<string | readonly string[]>(
	(value) => [value].flat().length > 0 && [value].flat().every((one) => text.safeParse(one).success),
	'must be a text that is not empty, or a list of such',
);

export const fieldValues = z.custom<FieldValues>(
	(value) =>
		typeof value === 'object' &&
		value !== null &&
		Object.values(value).every((one) => one === undefined || [one].flat().every((each) => typeof each === 'string')),
	'must be an object of texts, or of lists of texts',
);

export const mapOfTexts = z.custom<Readonly<Record<string, string>>>(
	(value) =>
		typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((one) => typeof one === 'string'),
	'must be an object of texts',
);
