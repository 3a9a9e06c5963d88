import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type CapabilityName, type Provider } from '../../../core';

export interface CapabilityNotice {
	capability: CapabilityName;
	/** The panel's name of the choice that the notice is about. */
	about: string;
	/** The condition under which that choice is made. */
	show(provider: Provider): NonNullable<IDisplayOptions['show']>;
	/** A sentence on what follows, if the provider can't do it at all. */
	consequence: string | ((provider: Provider) => string);
}

/** A notice in the panel for each provider that can't do what is chosen, or can do it only in part. */
export function capabilityNotices({ capability, about, show, consequence }: CapabilityNotice): INodeProperties[] {
	return PROVIDERS.flatMap((provider): INodeProperties[] => {
		const { [capability]: found } = provider.capabilities;
		if (found.level === 'yes') return [];
		const consequenceText = typeof consequence === 'string' ? consequence : consequence(provider);
		return [
			{
				displayName: `${about}: ${found.level === 'no' ? `${found.reason} ${consequenceText}` : found.reason}`,
				name: `${capability}Notice`,
				type: 'notice',
				default: '',
				// Provider comes first: n8n checks in this order, and shows the notice at the first field with an expression.
				displayOptions: { show: { provider: [provider.id], ...show(provider) } },
			},
		];
	});
}
