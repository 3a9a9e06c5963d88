import { isRecord } from '../model/json.mts';

/** Whether a value has the expected form. Throws a ShapeError if not; `at` is the path of the value, for that error. */
export type Shape<T> = (value: unknown, at: string) => value is T;

/** A value has an unexpected form: its path, and the expected form. */
export class ShapeError extends Error {
	override readonly name = 'ShapeError';

	constructor(at: string, expected: string) {
		super(`"${at}" must be ${expected}`);
	}
}

export const text: Shape<string> = (value, at): value is string => typeof value === 'string' || wrong(at, 'a text');

/** A whole number from 0. */
export const count: Shape<number> = (value, at): value is number =>
	(typeof value === 'number' && Number.isInteger(value) && value >= 0) || wrong(at, 'a whole number from 0');

/** A number above 0. */
export const positive: Shape<number> = (value, at): value is number =>
	(typeof value === 'number' && value > 0) || wrong(at, 'a number above 0');

export const flag: Shape<boolean> = (value, at): value is boolean => typeof value === 'boolean' || wrong(at, 'true or false');

/** A value that is checked elsewhere. */
export const anything: Shape<unknown> = (_value): _value is unknown => true;

export function oneOf<T extends string>(words: readonly T[]): Shape<T> {
	return (value, at): value is T => words.some((word) => word === value) || wrong(at, `one of: ${words.join(', ')}`);
}

export function nullOr<T>(shape: Shape<T>): Shape<T | null> {
	return (value, at): value is T | null => value === null || shape(value, at);
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
	return (value, at): value is T | undefined => value === undefined || shape(value, at);
}

export function listOf<T>(shape: Shape<T>): Shape<T[]> {
	return (value, at): value is T[] => {
		if (!Array.isArray(value)) return wrong(at, 'an array');
		return value.every((entry: unknown, index) => shape(entry, `${at}[${index}]`));
	};
}

/** An object with any names, and entries of one form. */
export function recordOf<T>(shape: Shape<T>): Shape<Record<string, T>> {
	return (value, at): value is Record<string, T> => {
		if (!isRecord(value)) return wrong(at, 'an object');
		return Object.entries(value).every(([name, entry]) => shape(entry, `${at}.${name}`));
	};
}

/** An object with at least these fields. */
export function objectOf<T>(shapes: { [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
	return (value, at): value is T => {
		if (!isRecord(value)) return wrong(at, 'an object');
		for (const name in shapes) shapes[name](value[name], `${at}.${name}`);
		return true;
	};
}

function wrong(at: string, expected: string): never {
	throw new ShapeError(at, expected);
}
