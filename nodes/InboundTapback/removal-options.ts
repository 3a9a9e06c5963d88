import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, canInferRemovals, type EventAction, type Provider } from '../../core';
import type { ListenContext } from './settings';

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 5;
/** n8n's timers know seconds; the panel takes no less than a minute. */
const SHORTEST_MS = 1000;

const INFERRING = PROVIDERS.filter(canInferRemovals);

/** For providers that don't tell of removals, but show what stands. */
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

/** What a registration made by hand leaves out, and a look needs. */
export const ONLY_FOR_REMOVALS = { registration: ['manual'], '/options.inferRemovals': [true] };

/** How often removals are to be looked for; `undefined` where nobody wants that. */
export function removalsEveryMs(context: ListenContext, provider: Provider): number | undefined {
	const { inferRemovals, inferRemovalsEvery } = context.getNodeParameter('options', {}) as Record<string, unknown>;
	const events = context.getNodeParameter('events', []) as EventAction[];
	if (inferRemovals !== true || !events.includes('removed') || !canInferRemovals(provider)) return undefined;
	const minutes = Number(inferRemovalsEvery);
	return Math.max(SHORTEST_MS, (minutes > 0 ? minutes : DEFAULT_MINUTES) * MINUTE_MS);
}
