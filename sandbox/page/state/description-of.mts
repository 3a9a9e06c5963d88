import type { VendorDescription } from '../../src/providers/description.mts';
import { DESCRIPTIONS } from '../../src/providers/descriptions.mts';

/** The description of a provider; `undefined` if the page has none. */
export function descriptionOf(providerId: string): VendorDescription | undefined {
	return DESCRIPTIONS.find(({ id }) => id === providerId);
}
