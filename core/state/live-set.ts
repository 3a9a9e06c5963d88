import { createBoundedMap } from '../model/bounded-map';
import type { TapbackEvent } from '../model/tapback-event';
import { formatTapbackKey } from './tapback-key';
import { changeOf, type Step } from './changes';
import { isSameReactionValue, type ReactionValue } from './reaction-value';
import { EMPTY_HISTORY, MOST_CHANGES, recordChange, type TapbackHistory } from './tapback-history';

/**
 * The current tapback of each person on each part of a message, as the recorded events report it. The result is the same if
 * events arrive twice, late or in another order.
 */
export interface LiveSet {
	/**
	 * Stores an event, and returns it with the tapback that it replaced. Returns it unchanged without a message or an actor,
	 * and for a sticker, because it isn't known whether a person can have a sticker and another tapback.
	 */
	record(event: TapbackEvent): TapbackEvent;
}

/**
 * Creates an empty set. Beyond `mostHistories` (default: 10,000), it forgets the person and part whose last recorded event is
 * the oldest; beyond `mostChanges` (default: 16) for one person and part, the oldest changes.
 */
export function createLiveSet({
	mostHistories,
	mostChanges = MOST_CHANGES,
}: { mostHistories?: number; mostChanges?: number } = {}): LiveSet {
	const histories = createBoundedMap<TapbackHistory>(mostHistories);

	return {
		record(event) {
			const key = formatTapbackKey(event);
			if (key === undefined || event.reaction === 'sticker') return event;
			const recorded = recordChange(histories.get(key) ?? EMPTY_HISTORY, changeOf(event), mostChanges);
			if (recorded === undefined) return event;
			histories.set(key, recorded.history);
			return { ...event, replaced: replacedBy(event.eventId, recorded.steps) ?? null };
		},
	};
}

/** The reaction that an event replaced. Vendors report a swap as one addition, or as a removal and an addition at the same time. */
function replacedBy(eventId: string, steps: readonly Step[]): ReactionValue | undefined {
	const index = steps.findIndex(({ change }) => change.eventId === eventId);
	const step = steps[index];
	if (step?.change.action !== 'added') return undefined;
	const gone = steps[index - 1];
	const isSwap = gone?.change.at === step.change.at && gone.after === undefined;
	const before = step.before ?? (isSwap ? gone.before : undefined);
	return before && !isSameReactionValue(before, step.change) ? before : undefined;
}
