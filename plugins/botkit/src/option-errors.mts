import { TapbackError, checkFields, isTapbackError, type FieldValues, type Provider, type ProviderField } from '../../../core/index.ts';

/** An option that is wrong, as the user wrote it: `webhook.path must be …`. */
export function wrongOption(option: string, says: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `tapback(): the option ${option} ${says}.`, { field: option });
}

/** Runs a check of core’s, and tells its error by the option’s name. */
export function asOption<T>(option: string, check: () => T): T {
	try {
		return check();
	} catch (error) {
		if (!isTapbackError(error)) throw error;
		const { field } = error.details;
		const path = field === undefined || field === option ? option : `${option}.${field}`;
		throw new TapbackError('INVALID_INPUT', `tapback(): the option ${path} is wrong. ${error.message}`, { cause: error, field: path });
	}
}

/**
 * What is given must be well-formed; what is missing may still come with a call.
 * @throws TapbackError INVALID_INPUT
 */
export function checkGiven(
	provider: Provider,
	options: { specs: readonly ProviderField[]; values: FieldValues; option: string },
): FieldValues {
	const { specs, values, option } = options;
	const stray = Object.keys(values).find((name) => !specs.some((spec) => spec.name === name));
	if (stray !== undefined) {
		const known = specs.map(({ name }) => name).join(', ') || 'none';
		throw wrongOption(`${option}.${stray}`, `is no field of ${provider.name}. It takes: ${known}`);
	}
	const given = specs.filter(({ name }) => values[name] !== undefined);
	return asOption(option, () => checkFields(provider, given, values));
}
