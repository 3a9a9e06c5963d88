import { replay, type Change, type Step } from './changes';
import type { ReactionValue } from './reaction-value';

/** The changes of one person on one part of a message. */
export interface TapbackHistory {
	/** The tapback after the forgotten changes. `startedAt`: the time of the last of them. */
	start?: ReactionValue | undefined;
	startedAt: number;
	changes: readonly Change[];
}

export const EMPTY_HISTORY: TapbackHistory = { startedAt: 0, changes: [] };

export const MOST_CHANGES = 16;

/** Adds a change, and forgets the oldest ones. `undefined` if the change is older than the forgotten ones. */
export function recordChange(
	slot: TapbackHistory,
	change: Change,
	mostChanges: number,
): { slot: TapbackHistory; steps: readonly Step[] } | undefined {
	const isKnown = slot.changes.some(({ eventId }) => eventId === change.eventId);
	if (!isKnown && change.at < slot.startedAt) return undefined;
	const steps = stepsOf(isKnown ? slot : { ...slot, changes: [...slot.changes, change] });
	return { slot: trimmed(slot, steps, mostChanges), steps };
}

export function stepsOf({ changes, start }: TapbackHistory): readonly Step[] {
	return replay(changes, start);
}

function trimmed({ start, startedAt }: TapbackHistory, steps: readonly Step[], mostChanges: number): TapbackHistory {
	const forgotten = steps.slice(0, -mostChanges);
	const last = forgotten.at(-1);
	return {
		start: last ? last.after : start,
		startedAt: last ? last.change.at : startedAt,
		changes: steps.slice(forgotten.length).map(({ change }) => change),
	};
}
