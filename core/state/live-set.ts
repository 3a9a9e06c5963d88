import { createBoundedMap } from '../model/bounded-map';
import type { TapbackEvent } from '../model/tapback-event';
import { formatTapbackKey } from './tapback-key';
import { changeOf, type Step } from './changes';
import { isSameReactionValue, type ReactionValue } from './reaction-value';
import { EMPTY_HISTORY, MOST_CHANGES, recordChange, type TapbackHistory } from './tapback-history';

/**
 * The tapbacks that stand as far as events told: one for each person and bubble. Events may come twice, in any order
 * and late: what stands in the end is the same.
 */
export interface LiveSet {
	/**
	 * Takes in an event and gives it back with the tapback it took the place of. One without target or actor goes as it
	 * came, and so does a sticker: whether a person has one beside another tapback isn't known.
	 */
	record(event: TapbackEvent): TapbackEvent;
}

/** Bounded: the bubble that was quiet for longest is forgotten first, and of a bubble the oldest changes. */
export function createLiveSet({ mostBubbles, mostChanges = MOST_CHANGES }: { mostBubbles?: number; mostChanges?: number } = {}): LiveSet {
	const slots = createBoundedMap<TapbackHistory>(mostBubbles);

	return {
		record(event) {
			const key = formatTapbackKey(event);
			if (key === undefined || event.reaction === 'sticker') return event;
			const noted = recordChange(slots.get(key) ?? EMPTY_HISTORY, changeOf(event), mostChanges);
			if (noted === undefined) return event;
			slots.set(key, noted.slot);
			return { ...event, replaced: replacedBy(event.eventId, noted.steps) ?? null };
		},
	};
}

/** A swap may be told as one addition, or as a removal and an addition of the same instant. */
function replacedBy(eventId: string, steps: readonly Step[]): ReactionValue | undefined {
	const index = steps.findIndex(({ change }) => change.eventId === eventId);
	const step = steps[index];
	if (step?.change.action !== 'added') return undefined;
	const gone = steps[index - 1];
	const isSwap = gone?.change.at === step.change.at && gone.after === undefined;
	const before = step.before ?? (isSwap ? gone.before : undefined);
	return before && !isSameReactionValue(before, step.change) ? before : undefined;
}
