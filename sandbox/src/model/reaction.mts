/** The classic six, in Apple's order (types 2000–2005), with the glyph Messages shows for each. */
export const CLASSIC_GLYPHS = {
	love: '❤️',
	like: '👍',
	dislike: '👎',
	laugh: '😂',
	emphasize: '‼️',
	question: '❓',
} as const;

export type ClassicReaction = keyof typeof CLASSIC_GLYPHS;
export type Reaction = ClassicReaction | 'emoji' | 'sticker';
export type Service = 'iMessage' | 'SMS' | 'RCS';
export type Side = 'human' | 'agent';

export const CLASSIC_REACTIONS: readonly ClassicReaction[] = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'];
export const REACTIONS: readonly Reaction[] = [...CLASSIC_REACTIONS, 'emoji', 'sticker'];
export const SERVICES: readonly Service[] = ['iMessage', 'SMS', 'RCS'];

/** Finds the classic reaction a wire value names; `undefined` for anything else. */
export function classicReaction(value: unknown): ClassicReaction | undefined {
	return CLASSIC_REACTIONS.find((reaction) => reaction === value);
}

/** What Messages shows: the glyph of a classic, the emoji itself, nothing for a sticker. */
export function glyphOf(reaction: Reaction, emoji: string | undefined): string | null {
	if (reaction === 'sticker') return null;
	return reaction === 'emoji' ? (emoji ?? null) : CLASSIC_GLYPHS[reaction];
}

/** Is the text exactly one complete emoji (one grapheme: ZWJ sequences, flags, keycaps and skin tones count as one)? */
export function isSingleEmoji(text: string): boolean {
	const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];
	if (graphemes.length !== 1) return false;
	return /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\u20E3/u.test(text);
}
