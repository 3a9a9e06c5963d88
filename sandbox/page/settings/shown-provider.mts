import type { ProviderOverview } from '../../src/control/overview.mts';

/** The provider of a section. */
export interface ShownProvider {
	id: string;
	overview: ProviderOverview;
}
