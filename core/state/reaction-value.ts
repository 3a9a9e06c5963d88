import { isSameEmoji } from '../model/emoji';
import type { ReactionName } from '../model/reaction';

/** What a tapback is, as events have it. */
export interface ReactionValue {
	reaction: ReactionName;
	emoji: string | null;
}

/** Whether two tapbacks are the same one. The classic ❤️ and the emoji ❤️ are two. */
export function isSameReactionValue(a: ReactionValue, b: ReactionValue): boolean {
	if (a.reaction !== b.reaction) return false;
	return a.reaction !== 'emoji' || isSameEmoji(a.emoji ?? '', b.emoji ?? '');
}
