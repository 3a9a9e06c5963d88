import { createBoundedMap } from '../model/bounded-map';
import type { TapbackEvent } from '../model/tapback-event';
import { formatTapbackKey } from './tapback-key';
import { changeOf, type Step } from './changes';
import { isSameReactionValue, type ReactionValue } from './reaction-value';
import { EMPTY_HISTORY, MOST_CHANGES, recordChange, type TapbackHistory } from './tapback-history';

/**
 * The current tapbacks as far as events tell: one for each person and part of a message. Events may arrive twice, late
 * and in any order: the result is the same.
 */
export interface LiveSet {
	/**
	 * Stores an event, and returns it with the tapback that it replaced. Returns it unchanged if it has no message or no
	 * actor, and for a sticker: it isn't known whether a person can have one beside another tapback.
	 */
	record(event: TapbackEvent): TapbackEvent;
}

/** Beyond the limits it forgets the part of a message whose last event is the oldest, and the oldest changes on a part. */
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

/** Vendors report a swap as one addition, or as a removal and an addition at the same time. */
function replacedBy(eventId: string, steps: readonly Step[]): ReactionValue | undefined {
	const index = steps.findIndex(({ change }) => change.eventId === eventId);
	const step = steps[index];
	if (step?.change.action !== 'added') return undefined;
	const gone = steps[index - 1];
	const isSwap = gone?.change.at === step.change.at && gone.after === undefined;
	const before = step.before ?? (isSwap ? gone.before : undefined);
	return before && !isSameReactionValue(before, step.change) ? before : undefined;
}
