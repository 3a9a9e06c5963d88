import type { Reaction } from '../../core/index.ts';
import type { Fate } from './fault-cases.mts';
import { isDone, isDoubt, type Said } from '../harness/contract/said.mts';

/** What a side has on one part of one message: `none`, a classic name, or an emoji. */
export type Stand = string;

/** One tapback placed or taken away, by Apple's rule. */
export interface Change {
	action: 'add' | 'remove';
	reaction: Reaction;
	/** Whose, on which part of which message. */
	place: string;
}

/** What must stand, and what a client who sees answers only can know of it. */
export interface SetModel {
	/** What stands everywhere, without the places where nothing does. */
	standing(): Record<string, Stand>;
	/** A change that surely took place. */
	apply(change: Change): void;
	/** Whether this may be said of a change whose requests met faults with these fates, or none. */
	maySay(change: Change, said: Said, fates: readonly Fate[]): boolean;
	/** What was said of it, and what stands there now: where it is doubted, one of two. @throws where it is neither. */
	learn(change: Change, said: Said, found: Stand): void;
}

/** A client that can't read learns nothing but from answers, and where the same again removes, it mustn't guess. */
export function createSetModel({ isToggle }: { isToggle: boolean }): SetModel {
	const truth = new Map<string, Stand>();
	const known = new Map<string, ReadonlySet<Stand>>();
	const at = (place: string) => truth.get(place) ?? 'none';

	return {
		standing: () => Object.fromEntries([...truth].filter(([, stand]) => stand !== 'none').sort()),
		apply: (change) => void truth.set(change.place, after(change, at(change.place))),
		maySay(change, said, fates) {
			const possible = known.get(change.place);
			const wanted = standOf(change.reaction);
			const isBlind = isToggle && possible === undefined && change.action === 'remove';
			if (isBlind) return said === 'STATE_UNKNOWN';
			const isTorn = isToggle && possible !== undefined && possible.size > 1 && possible.has(wanted);
			if (isTorn) return said === 'unknown';
			return isDone(said) || fates.some((fate) => mayCome(said, fate));
		},
		learn(change, said, found) {
			const { place } = change;
			const before = at(place);
			const possible = known.get(place) ?? new Set(['none']);
			const changed = [...possible].map((stand) => after(change, stand));
			if (isDone(said)) {
				truth.set(place, after(change, before));
				known.set(place, new Set(changed));
			} else if (isDoubt(said)) {
				if (found !== before && found !== after(change, before)) throw new Error(`${found} stands on ${place}, where ${before} stood.`);
				truth.set(place, found);
				known.set(place, new Set([...possible, ...changed]));
			}
		},
	};
}

function mayCome(said: Said, fate: Fate): boolean {
	if (fate === 'doubtful') return isDoubt(said);
	return said === (fate === 'busy' ? 'RATE_LIMITED' : 'REFUSED');
}

/** A new one takes the place of the old; taking away what isn't there changes nothing. */
function after({ action, reaction }: Change, stand: Stand): Stand {
	const wanted = standOf(reaction);
	if (action === 'add') return wanted;
	return stand === wanted ? 'none' : stand;
}

function standOf(reaction: Reaction): Stand {
	return reaction.type === 'emoji' ? `emoji ${reaction.emoji}` : reaction.type;
}
