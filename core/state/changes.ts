import type { TapbackEvent } from '../model/tapback-event';
import type { EventAction } from '../model/reaction';
import { isSameReactionValue, type ReactionValue } from './reaction-value';

/** One person's change on one bubble, as an event told it. */
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

/** What stood before a change and after it. */
export interface Step {
	change: Change;
	before: ReactionValue | undefined;
	after: ReactionValue | undefined;
}

/**
 * Plays changes by Apple's rule: one tapback stands, a new one takes its place, and a removal that names another kind
 * does nothing. One that names no kind takes off whatever there is. The result is the same in whatever order, and however often, the changes came.
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
 * By time. Of one instant, which is a second for some vendors, a swap is read as one: what was there goes before what
 * is new comes; and what came and went, came first.
 */
function inOrder(changes: readonly Change[]): Change[] {
	const rank = (change: Change) => {
		if (change.action === 'added') return 1;
		// What a removal without a kind was about isn't known: nothing that is as old as it may be left.
		if (change.reaction === 'unknown') return 2;
		return changes.some((other) => other.at === change.at && other.action === 'added' && isSameReactionValue(other, change)) ? 2 : 0;
	};
	return [...changes].sort((a, b) => a.at - b.at || rank(a) - rank(b) || byText(a.eventId, b.eventId));
}

function byText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
