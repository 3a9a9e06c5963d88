import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldValues, ProviderField } from '../../../core';

/** The item's values of a provider's fields. */
export function fieldValues(context: IExecuteFunctions, specs: readonly ProviderField[], itemIndex: number): FieldValues {
	return Object.fromEntries(
		specs.map(({ name }) => {
			const value = context.getNodeParameter(name, itemIndex, '');
			return [name, Array.isArray(value) ? value.map(String) : String(value)];
		}),
	);
}
