import type { VendorDescription } from '../../src/providers/description.mts';
import { DESCRIPTIONS } from '../../src/providers/descriptions.mts';

/** What is known of a provider; `undefined` where the page has no words for it. */
export function descriptionOf(providerId: string): VendorDescription | undefined {
	return DESCRIPTIONS.find(({ id }) => id === providerId);
}
