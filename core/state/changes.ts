import type { TapbackEvent } from '../model/tapback-event';
import type { EventAction } from '../model/reaction';
import { isSameReactionValue, type ReactionValue } from './reaction-value';

/** One event of one person on one part of a message. */
export interface Change extends ReactionValue {
	eventId: string;
	action: EventAction;
	/** Milliseconds since 1970. */
	at: number;
}

export function changeOf({ eventId, action, reaction, emoji, occurredAt, receivedAt }: Told): Change {
	return { eventId, action, reaction, emoji, at: Date.parse(occurredAt ?? receivedAt) };
}

type Told = Pick<TapbackEvent, 'eventId' | 'action' | 'reaction' | 'emoji' | 'occurredAt' | 'receivedAt'>;

/** A change, with the tapback before and after it. */
export interface Step {
	change: Change;
	before: ReactionValue | undefined;
	after: ReactionValue | undefined;
}

/**
 * Applies changes by Apple's rule: a person has one tapback, a new one replaces it, and a removal of another reaction
 * changes nothing. A removal without a reaction removes any. The result doesn't depend on the order of the list.
 */
export function replay(changes: readonly Change[], start: ReactionValue | undefined): Step[] {
	let standing = start;
	return inOrder(changes).map((change) => {
		const before = standing;
		standing = after(change, before);
		return { change, before, after: standing };
	});
}

function after({ action, reaction, emoji }: Change, before: ReactionValue | undefined): ReactionValue | undefined {
	if (action === 'added') return { reaction, emoji };
	const takesOff = reaction === 'unknown' || (before !== undefined && isSameReactionValue(before, { reaction, emoji }));
	return takesOff ? undefined : before;
}

/**
 * Sorts by time. Some vendors tell whole seconds, so a swap may have one time for its removal and its addition: the
 * removal of an earlier tapback comes first, then additions, then removals of what was added at the same time.
 */
function inOrder(changes: readonly Change[]): Change[] {
	const rank = (change: Change) => {
		if (change.action === 'added') return 1;
		// A removal without a reaction may be about any tapback of the same time, so it comes last.
		if (change.reaction === 'unknown') return 2;
		return changes.some((other) => other.at === change.at && other.action === 'added' && isSameReactionValue(other, change)) ? 2 : 0;
	};
	return [...changes].sort((a, b) => a.at - b.at || rank(a) - rank(b) || byText(a.eventId, b.eventId));
}

function byText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
