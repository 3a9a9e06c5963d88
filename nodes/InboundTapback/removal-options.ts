import { canInferRemovals, type Provider } from '../../core';
import { readFlag, readPositive, type ParameterReader } from '../shared/values/read-parameter';
import { readEvents } from './settings';

const MINUTE_MS = 60_000;
export const DEFAULT_MINUTES = 5;
/** n8n's timers count in seconds. The panel accepts no less than a minute, but an expression may give less. */
const SHORTEST_MS = 1000;

/**
 * Milliseconds between two looks for removals; `undefined` if the option is off.
 * @throws TapbackError INVALID_INPUT that begins with the field's name
 */
export function removalsEveryMs(context: ParameterReader, provider: Provider): number | undefined {
	if (!canInferRemovals(provider)) return undefined;
	const isOn = readFlag(context, { path: 'options.inferRemovals', label: 'Infer Removals' }) ?? false;
	if (!isOn || !readEvents(context).actions.includes('removed')) return undefined;
	const minutes = readPositive(context, { path: 'options.inferRemovalsEvery', label: 'Infer Removals Every (Minutes)' });
	return Math.max(SHORTEST_MS, (minutes ?? DEFAULT_MINUTES) * MINUTE_MS);
}
