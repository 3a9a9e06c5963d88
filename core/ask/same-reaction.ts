import type { ReactionValue } from '../state/reaction-value';
import { CLASSIC_REACTIONS, isClassicReaction, type ClassicReaction } from '../model/reaction';

/*
 * To a person who answers, a 👍 is a 👍: the one of the tapback menu, the emoji in any skin tone, and the one that is
 * written. They are two things on the wire, and one where an answer is judged.
 */

/** Without variation selectors and skin tones. */
const SAME_AS: Record<ClassicReaction, readonly string[]> = {
	love: ['❤', '♥'],
	like: ['👍'],
	dislike: ['👎'],
	laugh: ['😂'],
	emphasize: ['‼', '❗'],
	question: ['❓'],
};

const CLASSIC_BY_GLYPH = new Map(CLASSIC_REACTIONS.flatMap((type) => SAME_AS[type].map((glyph) => [glyph, type] as const)));

/** What a reaction of a list, such as `like` or `👍🏽`, is to a person. */
export function meantBy(word: string): string {
	if (isClassicReaction(word)) return word;
	const glyph = plainGlyph(word);
	return CLASSIC_BY_GLYPH.get(glyph) ?? glyph;
}

/** What a tapback is to a person; `undefined` for one without a glyph, such as a sticker. */
export function meantByTapback({ reaction, emoji }: ReactionValue): string | undefined {
	if (isClassicReaction(reaction)) return reaction;
	return reaction === 'emoji' && emoji !== null ? meantBy(emoji) : undefined;
}

/** Whether a word of a list means this reaction. */
export function fitsReaction(word: string, kind: ReactionValue): boolean {
	return meantBy(word) === meantByTapback(kind);
}

function plainGlyph(emoji: string): string {
	return emoji.replace(/[\uFE0E\uFE0F]|\p{Emoji_Modifier}/gu, '');
}
