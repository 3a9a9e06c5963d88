import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldValues, ProviderField } from '../../../core';

/** What an item has in the fields that a provider needs. */
export function fieldValues(context: IExecuteFunctions, specs: readonly ProviderField[], itemIndex: number): FieldValues {
	return Object.fromEntries(
		specs.map(({ name }) => {
			const value = context.getNodeParameter(name, itemIndex, '');
			return [name, Array.isArray(value) ? value.map(String) : String(value)];
		}),
	);
}
