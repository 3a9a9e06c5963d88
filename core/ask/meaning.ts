import { isSameEmoji, isSingleEmoji } from '../emoji';
import { parseFallbackText } from '../webhook/fallback-texts/parse-fallback-text';
import type { Kind } from '../live-set/kind';
import { CLASSIC_REACTIONS, glyphOf, isClassicReaction } from '../vocabulary';
import type { AskRules } from './rules';

/** Yes, no, or an answer that is neither; `undefined` for what is no answer. */
export type Meaning = boolean | null | undefined;

export function meaningOfReaction(rules: AskRules, kind: Kind): Meaning {
	const fits = (words: readonly string[]) => words.some((word) => fitsReaction(word, kind));
	if (fits(rules.yes)) return true;
	if (fits(rules.no)) return false;
	const ends = typeof rules.other === 'string' ? rules.other === 'end' : fits(rules.other);
	return ends ? null : undefined;
}

/** A text that stands for a tapback is none that somebody wrote; media without a text say nothing. */
export function meaningOfText(rules: AskRules, text: string): Meaning {
	const said = plainText(text);
	if (rules.text === 'ignore' || text.trim() === '' || [text, text.trim()].some((whole) => parseFallbackText(whole) !== undefined))
		return undefined;
	if (rules.yesWords.some((word) => plainText(word) === said)) return true;
	if (rules.noWords.some((word) => plainText(word) === said)) return false;
	const meaning = isSingleEmoji(text.trim()) ? meaningOfGlyph(rules, text.trim()) : undefined;
	return typeof meaning === 'boolean' || rules.text === 'words' ? meaning : null;
}

/** Whether a word of such a list means this reaction. */
export function fitsReaction(word: string, { reaction, emoji }: Kind): boolean {
	if (isClassicReaction(word)) return word === reaction;
	return reaction === 'emoji' && coversEmoji(word, emoji ?? '');
}

/** Whether one word of a list covers another: the same reaction, and an emoji without a skin tone covers all of its tones. */
export function fitsWord(word: string, other: string): boolean {
	return isClassicReaction(other) ? word === other : !isClassicReaction(word) && coversEmoji(word, other);
}

/** Who writes 👍 means what the tapback means, be it the classic one or the emoji. */
function meaningOfGlyph(rules: AskRules, emoji: string): Meaning {
	const asEmoji = meaningOfReaction(rules, { reaction: 'emoji', emoji });
	if (typeof asEmoji === 'boolean') return asEmoji;
	const classic = CLASSIC_REACTIONS.find((type) => coversEmoji(glyphOf({ type }) ?? '', emoji));
	return classic === undefined ? asEmoji : meaningOfReaction(rules, { reaction: classic, emoji });
}

function coversEmoji(word: string, emoji: string): boolean {
	return isSameEmoji(word, emoji) || isSameEmoji(word, emoji.replace(/\p{Emoji_Modifier}/gu, ''));
}

/** Without case and punctuation, unless it is nothing else. */
function plainText(text: string): string {
	const words = text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\p{P}]+/gu, ' ')
		.trim();
	return words === '' ? text.trim() : words;
}
