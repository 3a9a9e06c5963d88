import type { TapbackEvent } from '../../../../core/index.ts';
import { createBoundedMap } from '../bounded-map.mts';
import { wordOf } from '../reaction.mts';

/**
 * Fills in `replaced`, which no provider tells: a person has one tapback on a bubble, so a new one takes the place of
 * the one that was seen there before. What this process didn't see stays unknown.
 */
export function createReplaced(): (event: TapbackEvent) => TapbackEvent {
	const standing = createBoundedMap<NonNullable<TapbackEvent['replaced']>>();
	return (event) => {
		const { action, reaction, emoji, messageId, partIndex, actor } = event;
		if (messageId === null || actor === null) return event;
		const bubble = JSON.stringify([messageId, partIndex ?? 0, actor]);
		const before = standing.get(bubble);
		if (action === 'added') {
			standing.set(bubble, { reaction, emoji });
			const isOther = before !== undefined && wordOf(before) !== wordOf(event);
			return isOther ? { ...event, replaced: before } : event;
		}
		if (before !== undefined && wordOf(before) === wordOf(event)) standing.delete(bubble);
		return event;
	};
}
