import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, canFindMessage, canFindQuoted, canInferRemovals, type Provider } from '../../../core';
import { DEFAULT_MINUTES } from '../removal-options';

const INFERRING = PROVIDERS.filter(canInferRemovals);

/** Include Message, for providers whose events need a request for the message. */
export const MESSAGE_OPTIONS = PROVIDERS.filter(canFindMessage).map((provider) => includeMessageProperty(provider));

/** For providers that report no removals, but list the tapbacks on a message. */
export const REMOVAL_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Infer Removals',
		name: 'inferRemovals',
		type: 'boolean',
		displayOptions: { show: { '/provider': INFERRING.map(({ id }) => id) } },
		default: false,
		description:
			'Whether to check every few minutes which tapbacks are gone, and start the workflow for each. A check takes one request or a few. Removals while the workflow isn’t published or n8n isn’t running are missed.',
	},
	{
		displayName: 'Infer Removals Every (Minutes)',
		name: 'inferRemovalsEvery',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { '/provider': INFERRING.map(({ id }) => id), inferRemovals: [true] } },
		default: DEFAULT_MINUTES,
		description: 'How many minutes between two checks, at least one. While the provider fails, the pauses grow longer.',
	},
];

/** Condition for fields that a check needs, and a registration by hand does not. */
export const ONLY_FOR_REMOVALS = { registration: ['manual'], '/options.inferRemovals': [true] };

function includeMessageProperty(provider: Provider): INodeProperties {
	const quoted = `Whether to find the tapped message by its quote, among the last 100 messages of the conversation. Without it the message has no ID, and texts that a person may have typed, such as Curtiu “See you at noon”, start nothing.`;
	const named = 'Whether to read the tapped message, for its text, with one request to the provider for each event';
	return {
		displayName: 'Include Message',
		name: 'includeMessage',
		type: 'boolean',
		displayOptions: { show: { '/provider': [provider.id] } },
		default: true,
		description: canFindQuoted(provider) ? quoted : named,
	};
}
