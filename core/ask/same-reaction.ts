import type { ReactionValue } from '../state/reaction-value';
import { CLASSIC_REACTIONS, isClassicReaction, type ClassicReaction } from '../model/reaction';

/*
 * To a person who answers, every 👍 is the same: the classic tapback, the emoji in any skin tone, and the emoji in a text. So
 * answers don't distinguish them, although events do.
 */

/** The emoji of the six, without variation selectors. */
const SAME_AS: Record<ClassicReaction, readonly string[]> = {
	love: ['❤', '♥'],
	like: ['👍'],
	dislike: ['👎'],
	laugh: ['😂'],
	emphasize: ['‼', '❗'],
	question: ['❓'],
};

const CLASSIC_BY_GLYPH = new Map(CLASSIC_REACTIONS.flatMap((type) => SAME_AS[type].map((glyph) => [glyph, type] as const)));

/** Returns one name for all reactions that are the same to a person: `like` for `like`, 👍 and 👍🏽. Other emoji lose their skin tone. */
export function meantBy(word: string): string {
	if (isClassicReaction(word)) return word;
	const glyph = plainGlyph(word);
	return CLASSIC_BY_GLYPH.get(glyph) ?? glyph;
}

/** The same for the reaction of a tapback; `undefined` without a glyph, as for a sticker. */
export function meantByTapback({ reaction, emoji }: ReactionValue): string | undefined {
	if (isClassicReaction(reaction)) return reaction;
	return reaction === 'emoji' && emoji !== null ? meantBy(emoji) : undefined;
}

/** Whether an entry of a list of reactions, such as `like` or 👍🏽, means this reaction of a tapback. */
export function fitsReaction(word: string, value: ReactionValue): boolean {
	return meantBy(word) === meantByTapback(value);
}

function plainGlyph(emoji: string): string {
	return emoji.replace(/[\uFE0E\uFE0F]|\p{Emoji_Modifier}/gu, '');
}
