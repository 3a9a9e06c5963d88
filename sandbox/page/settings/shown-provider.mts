import type { ProviderOverview } from '../../src/control/overview.mts';

/** The provider a section is about. */
export interface ShownProvider {
	id: string;
	overview: ProviderOverview;
}
