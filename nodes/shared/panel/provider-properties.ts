import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

import { DEFAULT_PROVIDER, PROVIDERS, type Provider, type ProviderField } from '../../../core';

/** The method of each node that tests a credential. */
const CREDENTIAL_TEST = 'testProvider';

/**
 * One credential slot for each provider, hidden while another one is chosen. With `show`, n8n's editor would take
 * the field Provider for a way to log in, and hide it.
 */
export const PROVIDER_CREDENTIALS: INodeCredentialDescription[] = PROVIDERS.map((provider) => ({
	name: provider.credential.typeName,
	required: true,
	testedBy: CREDENTIAL_TEST,
	displayOptions: { hide: { provider: PROVIDERS.filter((other) => other !== provider).map(({ id }) => id) } },
}));

const DEFAULT = DEFAULT_PROVIDER.id;

/** The provider, and below it its credential: n8n would put that above all fields. */
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

/** What some providers need besides, shown for them only. */
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
	// n8n reuses the field of the same name for the next provider, with its list, unless told what the list depends on.
	const typeOptions = { loadOptionsMethod: name, loadOptionsDependsOn: ['provider'] };
	const hint = `${description}. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`;
	return many
		? { ...common, type: 'multiOptions', default: [], description: hint, typeOptions }
		: { ...common, type: 'options', default: '', description: hint, typeOptions };
}
