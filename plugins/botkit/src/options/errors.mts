import type { z } from 'zod';

import { TapbackError, checkFields, isTapbackError, type FieldValues, type Provider, type ProviderField } from '../../../../core/index.ts';

/** The error for a wrong option: `tapback(): the option webhook.path must be …`. */
export function wrongOption(option: string, what: string, call = 'tapback()'): TapbackError {
	return new TapbackError('INVALID_INPUT', `${call}: the option ${option} ${what}.`, { field: option });
}

/**
 * Checks the argument of a call with a strict schema. `name`: what the error names if the whole argument is wrong.
 * @throws TapbackError INVALID_INPUT that names the option, if it is unknown or has a wrong value
 */
export function checkCall<T extends z.ZodTypeAny>(call: string, schema: T, given: unknown, name = 'options'): z.output<T> {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const path = issue?.path.join('.') ?? '';
	if (issue?.code !== 'unrecognized_keys') throw wrongOption(path || name, issue?.message ?? 'is wrong', call);
	const [stray = ''] = issue.keys;
	throw wrongOption([path, stray].filter((part) => part !== '').join('.'), 'does not exist. Check its spelling', call);
}

/** Runs a check of core’s. @throws TapbackError INVALID_INPUT with the option’s name in place of core’s error */
export function asOption<T>(option: string, check: () => T, call = 'tapback()'): T {
	try {
		return check();
	} catch (error) {
		if (!isTapbackError(error)) throw error;
		const { field } = error.details;
		const path = field === undefined || field === option ? option : `${option}.${field}`;
		throw new TapbackError('INVALID_INPUT', `${call}: the option ${path} is wrong. ${error.message}`, { cause: error, field: path });
	}
}

/**
 * Checks the values that are given. A missing value is allowed, because a call may still give it.
 * @throws TapbackError INVALID_INPUT
 */
export function checkGiven(
	provider: Provider,
	options: { specs: readonly ProviderField[]; values: FieldValues; option: string; call?: string },
): FieldValues {
	const { specs, values, option, call } = options;
	checkFieldNames(provider, options);
	const given = specs.filter(({ name }) => values[name] !== undefined);
	return asOption(option, () => checkFields(provider, given, values), call);
}

/** @throws TapbackError INVALID_INPUT for a field that the provider doesn't have */
export function checkFieldNames(
	provider: Provider,
	{ specs, values, option, call }: { specs: readonly ProviderField[]; values: FieldValues; option: string; call?: string },
): void {
	const stray = Object.keys(values).find((name) => !specs.some((spec) => spec.name === name));
	if (stray === undefined) return;
	const known = specs.map(({ name }) => name).join(', ') || 'none';
	throw wrongOption(`${option}.${stray}`, `is no field of ${provider.name}. It takes: ${known}`, call);
}
