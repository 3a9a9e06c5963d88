import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { DEFAULT_PROVIDER, PROVIDERS, type Provider, type ProviderField } from '../../../core';

/** The name of each node's method that tests a credential. */
const CREDENTIAL_TEST = 'testProvider';

/**
 * One credential slot for each provider, hidden while another provider is chosen. Not `show` on the provider, because n8n's
 * editor would then treat the field Provider as the choice of an authentication method, and hide it. A `show` that is always
 * true, because n8n 2.8.4 otherwise creates a new credential of the first slot, whichever provider is chosen.
 */
export const PROVIDER_CREDENTIALS: INodeCredentialDescription[] = PROVIDERS.map((provider) => ({
	name: provider.credential.typeName,
	required: true,
	testedBy: CREDENTIAL_TEST,
	displayOptions: { show: { '@version': [1] }, hide: { provider: PROVIDERS.filter((other) => other !== provider).map(({ id }) => id) } },
}));

const DEFAULT = DEFAULT_PROVIDER.id;

/** The provider, and below it its credential, which n8n would otherwise put above all fields. */
export const PROVIDER_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Provider',
		name: 'provider',
		type: 'options',
		noDataExpression: true,
		options: PROVIDERS.map(({ id, name }) => ({ name, value: id })),
		default: DEFAULT,
		description: 'The service that carries your iMessage conversations',
	},
	{ displayName: 'Credentials', name: 'credentials', type: 'credentials', default: '' },
];

/** The fields that only some providers need, shown for these providers only. */
export function fieldProperties(
	fieldsOf: (provider: Provider) => readonly ProviderField[],
	show: Record<string, Array<string | boolean>> = {},
): INodeProperties[] {
	return PROVIDERS.flatMap((provider) => fieldsOf(provider).map((field) => fieldProperty(field, { ...show, provider: [provider.id] })));
}

function fieldProperty(field: ProviderField, show: Record<string, Array<string | boolean>>): INodeProperties {
	const { displayName, name, description, placeholder, required, choices, many } = field;
	const common = { displayName, name, required, placeholder, displayOptions: { show } };
	if (choices === undefined) return { ...common, type: 'string', default: '', description };
	// Without the dependency n8n shows one provider's list for the field of the same name of another provider.
	const typeOptions = { loadOptionsMethod: name, loadOptionsDependsOn: ['provider'] };
	const hint = `${description}. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`;
	return many
		? { ...common, type: 'multiOptions', default: [], description: hint, typeOptions }
		: { ...common, type: 'options', default: '', description: hint, typeOptions };
}
