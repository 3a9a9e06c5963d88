import type { Overview, Reaction } from '../../sandbox/src/index.mts';
import { authenticationHeaders } from '../../sandbox/src/providers/description.mts';
import { DESCRIPTIONS } from '../../sandbox/src/providers/descriptions.mts';
import { scenarioOf } from '../../test/contract/scenarios/index.mts';
import type { Traffic } from '../../test/contract/scenarios/scenario.mts';

/** The reactions, in turn. */
export const REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'] as const satisfies readonly Reaction[];

/** The requests of a vendor's customers that the load needs. */
export interface Vendor extends Traffic {
	id: string;
	headers: Record<string, string>;
}

/** Every vendor of the sandbox. */
export function vendorsOf({ providers }: Overview): Vendor[] {
	return DESCRIPTIONS.flatMap((description) => {
		const { id } = description;
		const overview = providers[id];
		if (overview === undefined) return [];
		return { id, headers: authenticationHeaders(description, overview.credentials), ...scenarioOf({ id }).played.traffic(overview) };
	});
}

/** The entry for this turn. */
export function pick<T>(entries: readonly T[], turn: number): T {
	const entry = entries[turn % entries.length];
	if (entry === undefined) throw new Error('There is nothing to pick from.');
	return entry;
}
