import type { Provider } from '../../core';
import type { ParameterReader } from '../shared/values/read-parameter';
import { removalsEveryMs } from './removal-options';
import { readFilter, readingSettings, registrationFields } from './settings';
import { includesMessage } from './tapped-message';

/**
 * Evaluates every setting that a delivery or a look for removals needs. So a broken setting is an error when the workflow is
 * published, instead of events that are lost in silence afterwards.
 * @throws TapbackError INVALID_INPUT that begins with the field's name
 */
export function checkSettings(context: ParameterReader, provider: Provider): void {
	registrationFields(context, provider);
	readFilter(context, provider);
	readingSettings(context, provider);
	removalsEveryMs(context, provider);
	includesMessage(context, provider);
}
