import { isSameEmoji } from '../model/emoji';
import type { ReactionName } from '../model/reaction';

/** The reaction of a tapback, as in events. */
export interface ReactionValue {
	reaction: ReactionName;
	emoji: string | null;
}

/** Whether two reactions are the same. The classic ❤️ and the emoji ❤️ are different. */
export function isSameReactionValue(a: ReactionValue, b: ReactionValue): boolean {
	if (a.reaction !== b.reaction) return false;
	return a.reaction !== 'emoji' || isSameEmoji(a.emoji ?? '', b.emoji ?? '');
}
