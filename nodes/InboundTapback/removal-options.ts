import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, canInferRemovals, type Provider } from '../../core';
import { readFlag, readPositive, type ParameterReader } from '../shared/read-parameter';
import { readEvents } from './settings';

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 5;
/** n8n's timers count in seconds; the panel takes no less than a minute. */
const SHORTEST_MS = 1000;

const INFERRING = PROVIDERS.filter(canInferRemovals);

/** For providers that report no removals, but show the tapbacks on a message. */
export const REMOVAL_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Infer Removals',
		name: 'inferRemovals',
		type: 'boolean',
		displayOptions: { show: { '/provider': INFERRING.map(({ id }) => id) } },
		default: false,
		description:
			'Whether to look every few minutes which tapbacks are gone, and start the workflow for each. A look costs one request or a few. What is taken off while the workflow isn’t published or n8n isn’t running goes unnoticed.',
	},
	{
		displayName: 'Infer Removals Every (Minutes)',
		name: 'inferRemovalsEvery',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { '/provider': INFERRING.map(({ id }) => id), inferRemovals: [true] } },
		default: DEFAULT_MINUTES,
		description: 'How many minutes to wait between two looks, at least one. While the provider fails, they grow longer.',
	},
];

/** Fields that a look needs, and a registration by hand does not. */
export const ONLY_FOR_REMOVALS = { registration: ['manual'], '/options.inferRemovals': [true] };

/**
 * The interval between two looks for removals; `undefined` if the option is off.
 * @throws TapbackError INVALID_INPUT that begins with the field's name
 */
export function removalsEveryMs(context: ParameterReader, provider: Provider): number | undefined {
	if (!canInferRemovals(provider)) return undefined;
	const isOn = readFlag(context, { path: 'options.inferRemovals', label: 'Infer Removals' }) ?? false;
	if (!isOn || !readEvents(context).actions.includes('removed')) return undefined;
	const minutes = readPositive(context, { path: 'options.inferRemovalsEvery', label: 'Infer Removals Every (Minutes)' });
	return Math.max(SHORTEST_MS, (minutes ?? DEFAULT_MINUTES) * MINUTE_MS);
}
