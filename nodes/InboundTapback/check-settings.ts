import type { Provider } from '../../core';
import type { ParameterReader } from '../shared/values/read-parameter';
import { removalsEveryMs } from './removal-options';
import { readFilter, readingSettings, registrationFields } from './settings';
import { includesMessage } from './tapped-message';

/**
 * Evaluates every setting that a delivery or a look for removals will need, so that a broken one is reported when the
 * workflow is published, and not by silence afterwards.
 * @throws TapbackError INVALID_INPUT that begins with the field's name
 */
export function checkSettings(context: ParameterReader, provider: Provider): void {
	registrationFields(context, provider);
	readFilter(context, provider);
	readingSettings(context, provider);
	removalsEveryMs(context, provider);
	includesMessage(context, provider);
}
