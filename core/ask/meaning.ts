import { isSameEmoji, isSingleEmoji } from '../emoji';
import { parseFallbackText } from '../webhook/fallback-texts/parse-fallback-text';
import type { Kind } from '../live-set/kind';
import { CLASSIC_REACTIONS, isClassicReaction, type ClassicReaction } from '../vocabulary';
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
	const meaning = isSingleEmoji(text.trim()) ? meaningOfReaction(rules, { reaction: 'emoji', emoji: text.trim() }) : undefined;
	return typeof meaning === 'boolean' || rules.text === 'words' ? meaning : null;
}

/** Whether a word of such a list means this reaction: to a person, the classic 👍, the emoji 👍 and 👍🏽 are the same. */
export function fitsReaction(word: string, { reaction, emoji }: Kind): boolean {
	if (isClassicReaction(reaction)) return foldWord(word) === reaction;
	return reaction === 'emoji' && emoji !== null && fitsWord(word, emoji);
}

/** Whether one word of a list covers another: the same reaction; an emoji without a skin tone covers all of its tones. */
export function fitsWord(word: string, other: string): boolean {
	const folded = foldWord(other);
	return foldWord(word) === folded || isSameEmoji(word, folded.replace(/\p{Emoji_Modifier}/gu, ''));
}

/** What a person takes for each of the six, without variation selectors and skin tones. For judging answers only. */
const SAME_AS: Record<ClassicReaction, readonly string[]> = {
	love: ['❤', '♥'],
	like: ['👍'],
	dislike: ['👎'],
	laugh: ['😂'],
	emphasize: ['‼', '❗'],
	question: ['❓'],
};

function foldWord(word: string): string {
	const bare = word.replace(/[\uFE0E\uFE0F]/g, '');
	const plain = bare.replace(/\p{Emoji_Modifier}/gu, '');
	return CLASSIC_REACTIONS.find((classic) => SAME_AS[classic].includes(plain)) ?? bare;
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
