import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type Provider } from '../../../core';
import type { LIST_SEARCH } from '../values/list-search';

/** Providers that list conversations and messages to choose from. */
export const LISTING: readonly Provider[] = PROVIDERS.filter(({ conversations }) => conversations !== undefined);

interface Locator {
	/** The method that loads the list. */
	search: keyof typeof LIST_SEARCH;
	/** The mode without a list: its name in the panel, and an example. */
	byId: readonly [name: string, placeholder: string];
	/** The mode that a new node begins with. */
	first: 'list' | 'id';
}

// No `loadOptionsDependsOn: ['provider']`: with it, n8n empties the field when the provider changes, even a value that the
// user typed. A value chosen from the list of another account is emptied with the credential.
type LocatorProperty = Pick<INodeProperties, 'type' | 'modes' | 'default'>;

/** A field to choose from the account's list, or to enter. */
export function locator({ search, byId: [displayName, placeholder], first }: Locator): LocatorProperty {
	return {
		type: 'resourceLocator',
		default: { mode: first, value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: search, searchable: true } },
			{ displayName, name: 'id', type: 'string', placeholder },
		],
	};
}

/** A message, by its id or, if the provider lists messages, from the account's newest ones. */
export function messageLocator(provider: Provider): LocatorProperty {
	const { placeholder } = provider.messageId;
	if (LISTING.includes(provider)) return locator({ search: 'searchMessages', byId: ['By ID', placeholder], first: 'id' });
	return {
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder }],
	};
}
