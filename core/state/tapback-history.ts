import { replay, type Change, type Step } from './changes';
import type { ReactionValue } from './reaction-value';

/** The changes of one person on one part of a message. */
export interface TapbackHistory {
	/** The tapback after the forgotten changes; `undefined` for none. */
	start?: ReactionValue | undefined;
	/** Time of the last forgotten change, in milliseconds since 1970, or 0. */
	startedAt: number;
	changes: readonly Change[];
}

/** A history without changes. */
export const EMPTY_HISTORY: TapbackHistory = { startedAt: 0, changes: [] };

/** Default number of changes that a history keeps. */
export const MOST_CHANGES = 16;

/**
 * Adds a change, and forgets the oldest ones beyond `mostChanges`. A change that is in the history already is not added again.
 * `undefined` if the change is older than the last forgotten one.
 */
export function recordChange(
	history: TapbackHistory,
	change: Change,
	mostChanges: number,
): { history: TapbackHistory; steps: readonly Step[] } | undefined {
	const isKnown = history.changes.some(({ eventId }) => eventId === change.eventId);
	if (!isKnown && change.at < history.startedAt) return undefined;
	const steps = stepsOf(isKnown ? history : { ...history, changes: [...history.changes, change] });
	return { history: trimmed(history, steps, mostChanges), steps };
}

/** Returns the changes in their order, with the tapback before and after each. */
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
