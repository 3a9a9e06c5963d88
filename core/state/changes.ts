import type { TapbackEvent } from '../model/tapback-event';
import type { EventAction } from '../model/reaction';
import { isSameReactionValue, type ReactionValue } from './reaction-value';

/** An addition or removal by one person on one part of a message. */
export interface Change extends ReactionValue {
	eventId: string;
	action: EventAction;
	/** Milliseconds since 1970. */
	at: number;
}

/** Reads the change from an event. Its time is that of the vendor; if there is none, the time of receipt. */
export function changeOf({ eventId, action, reaction, emoji, occurredAt, receivedAt }: ChangeFacts): Change {
	return { eventId, action, reaction, emoji, at: Date.parse(occurredAt ?? receivedAt) };
}

type ChangeFacts = Pick<TapbackEvent, 'eventId' | 'action' | 'reaction' | 'emoji' | 'occurredAt' | 'receivedAt'>;

/** A change, with the tapback before and after it; `undefined` for none. */
export interface Step {
	change: Change;
	before: ReactionValue | undefined;
	after: ReactionValue | undefined;
}

/**
 * Applies changes by Apple's rule: a person has one tapback, a new one replaces it, and the removal of another reaction
 * changes nothing. A removal with the reaction `unknown` removes any tapback. The result doesn't depend on the order of the list.
 */
export function replay(changes: readonly Change[], start: ReactionValue | undefined): Step[] {
	let current = start;
	return inOrder(changes).map((change) => {
		const before = current;
		current = after(change, before);
		return { change, before, after: current };
	});
}

function after({ action, reaction, emoji }: Change, before: ReactionValue | undefined): ReactionValue | undefined {
	if (action === 'added') return { reaction, emoji };
	const isRemoved = reaction === 'unknown' || (before !== undefined && isSameReactionValue(before, { reaction, emoji }));
	return isRemoved ? undefined : before;
}

/**
 * Sorts by time. Some vendors report whole seconds, so the removal and the addition of a swap may have the same time. Then
 * removals of an earlier tapback come first, additions second, and removals of a tapback that was added at that time third.
 */
function inOrder(changes: readonly Change[]): Change[] {
	const rank = (change: Change) => {
		if (change.action === 'added') return 1;
		// An unknown removal may be about any tapback of the same time, so it comes last.
		if (change.reaction === 'unknown') return 2;
		return changes.some((other) => other.at === change.at && other.action === 'added' && isSameReactionValue(other, change)) ? 2 : 0;
	};
	return [...changes].sort((a, b) => a.at - b.at || rank(a) - rank(b) || byText(a.eventId, b.eventId));
}

function byText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
