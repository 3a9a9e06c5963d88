import { isClassicReaction, type ClassicReaction, type ReactionName } from '../../../../core/index.ts';

/**
 * One of the six by its name, or any single emoji as it is: `'love'`, `'🎉'`.
 * The classic `love` and the emoji `'❤️'` are two things.
 */
export type ReactionInput = ClassicReaction | (string & Record<never, never>);

/** As core's command wants it. What looks like a name is taken for one, so that a typo is told as such. */
export function commandReaction(reaction: unknown): { reaction: unknown; emoji?: unknown } {
	if (isClassicReaction(reaction) || typeof reaction !== 'string' || /^[\w-]*$/.test(reaction.trim())) return { reaction };
	return { reaction: 'emoji', emoji: reaction };
}

/** A tapback's kind as one word: the name, or the emoji itself. */
export function wordOf({ reaction, emoji }: { reaction: ReactionName; emoji: string | null }): string {
	return reaction === 'emoji' ? (emoji ?? reaction) : reaction;
}
