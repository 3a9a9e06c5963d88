import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type Provider } from '../../../core';
import type { LIST_SEARCH } from '../values/list-search';

/** Providers whose conversations and messages can be chosen from a list. */
export const LISTING: readonly Provider[] = PROVIDERS.filter(({ conversations }) => conversations !== undefined);

interface Locator {
	/** What the list is loaded with. */
	search: keyof typeof LIST_SEARCH;
	/** How the field is entered otherwise: the name of that way, and an example. */
	byId: readonly [name: string, placeholder: string];
	/** In which way a new node shows the field. */
	first: 'list' | 'id';
}

// Without `loadOptionsDependsOn: ['provider']`: n8n would empty the field when the provider is changed, also of what the user
// typed. What was chosen from the list of another account is emptied with the credential.
type LocatorProperty = Pick<INodeProperties, 'type' | 'modes' | 'default'>;

/** A field that is chosen from the account's own, or entered. */
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

/** Which message: by its id, or one of the newest of the account where the provider lists them. */
export function messageLocator(provider: Provider): LocatorProperty {
	const { placeholder } = provider.messageId;
	if (LISTING.includes(provider)) return locator({ search: 'searchMessages', byId: ['By ID', placeholder], first: 'id' });
	return {
		type: 'resourceLocator',
		default: { mode: 'id', value: '' },
		modes: [{ displayName: 'By ID', name: 'id', type: 'string', placeholder }],
	};
}
