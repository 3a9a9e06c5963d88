import { isClassicReaction, type ClassicReaction, type ReactionName } from '../../../../core/index.ts';

/**
 * One of the six by its name, or exactly one emoji: `'love'`, `'🎉'`.
 * The classic `'love'` and the emoji `'❤️'` are two different tapbacks.
 */
export type ReactionInput = ClassicReaction | (string & Record<never, never>);

/** The reaction for core's command. A text of letters counts as a name, so that core's error names a typo. */
export function commandReaction(reaction: unknown): { reaction: unknown; emoji?: unknown } {
	if (isClassicReaction(reaction) || typeof reaction !== 'string' || /^[\w-]*$/.test(reaction.trim())) return { reaction };
	return { reaction: 'emoji', emoji: reaction };
}

/** A tapback's kind as one word: the name, or the emoji itself. */
export function wordOf({ reaction, emoji }: { reaction: ReactionName; emoji: string | null }): string {
	return reaction === 'emoji' ? (emoji ?? reaction) : reaction;
}
