import type { Provider } from '../../../core';

/** Whether the provider's tapbacks quote their message instead of naming its id. */
export function quotesTarget({ capabilities }: Provider): boolean {
	return capabilities.receiveTarget.level === 'no';
}
