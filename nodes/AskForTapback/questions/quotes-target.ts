import type { Provider } from '../../../core';

/** Whether the provider's tapbacks say which message they are on by quoting it, and not by its id. */
export function quotesTarget({ capabilities }: Provider): boolean {
	return capabilities.receiveTarget.level === 'no';
}
