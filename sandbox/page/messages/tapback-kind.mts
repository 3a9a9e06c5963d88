import type { Tapback } from '../../src/model/message.mts';
import type { ClassicReaction, Reaction } from '../../src/model/reaction.mts';

/** Which tapback: one of the six, an emoji, or a sticker. A classic ❤️ and the emoji ❤️ are two kinds. */
export interface TapbackKind {
	reaction: Reaction;
	/** The glyph, of the classic six too; null for a sticker. */
	emoji: string | null;
}

export const CLASSIC_TITLES: Readonly<Record<ClassicReaction, string>> = {
	love: 'Love',
	like: 'Like',
	dislike: 'Dislike',
	laugh: 'Laugh',
	emphasize: 'Emphasize',
	question: 'Question',
};

/** For sentences: `❤️` (the classic), `the emoji ❤️`, `a sticker`. */
export function kindInWords({ reaction, emoji }: TapbackKind): string {
	if (reaction === 'sticker') return 'a sticker';
	return reaction === 'emoji' ? `the emoji ${emoji ?? ''}`.trim() : (emoji ?? reaction);
}

export function isSameKind(one: TapbackKind, other: TapbackKind): boolean {
	return one.reaction === other.reaction && one.emoji === other.emoji;
}

/** The current tapback of one person on a part. */
export function standingOf(tapbacks: readonly Tapback[], { partIndex, actor }: { partIndex: number; actor: string }): Tapback | undefined {
	return tapbacks.find((live) => live.partIndex === partIndex && live.actor === actor);
}
