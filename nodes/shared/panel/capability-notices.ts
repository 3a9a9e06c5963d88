import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type CapabilityName, type Provider } from '../../../core';

export interface CapabilityNotice {
	capability: CapabilityName;
	/** The choice in the panel that the notice is about, by its name there. */
	about: string;
	/** When that is chosen. */
	show(provider: Provider): NonNullable<IDisplayOptions['show']>;
	/** What follows from it where the provider can't do it at all: a sentence. */
	consequence: string | ((provider: Provider) => string);
}

/** For each provider that can't do what is chosen, or not always, a notice that says so before anything runs. */
export function capabilityNotices({ capability, about, show, consequence }: CapabilityNotice): INodeProperties[] {
	return PROVIDERS.flatMap((provider): INodeProperties[] => {
		const { [capability]: found } = provider.capabilities;
		if (found.level === 'yes') return [];
		const follows = typeof consequence === 'string' ? consequence : consequence(provider);
		return [
			{
				displayName: `${about}: ${found.level === 'no' ? `${found.reason} ${follows}` : found.reason}`,
				name: `${capability}Notice`,
				type: 'notice',
				default: '',
				// The provider first: at a field that holds an expression n8n stops looking, and shows it.
				displayOptions: { show: { provider: [provider.id], ...show(provider) } },
			},
		];
	});
}
