import { ENDS, STARTS } from './edges';

/** Number of characters that are compared at the start. */
export const START_LENGTH = 3;
/** Number of characters that are compared at the end. */
export const END_LENGTH = 2;
/** Bits in each of the two maps of edges.ts. A character of a map has four bits. */
export const EDGE_BITS = 2048;

/** The quotation marks that a person or a phone may write around a quoted text. */
export const MARKS = '"\'’“”„«»「」״';
const IDEOGRAPHIC_COLON = '：';

/**
 * Whether a text may be a sentence of the table, judged by its first three and last two characters. Always true for a
 * sentence, and false for almost every ordinary message, so that ordinary messages don't load the table.
 */
export function mayBeFallback(text: string): boolean {
	if (text.length < START_LENGTH) return false;
	const first = text.charAt(0);
	// Emoji, quotation marks, Chinese, Japanese and Korean always pass, because a sentence may begin with any emoji.
	const isBeyondLetters = first > '\u2000';
	if (!isBeyondLetters && !isIn(STARTS, edgeBit(text, 0, START_LENGTH)) && !isMarkOrEmoji(text, first)) return false;
	if (MARKS.includes(text.charAt(text.length - 1)) || isIn(ENDS, edgeBit(text, text.length - END_LENGTH, END_LENGTH))) return true;
	return isBeyondLetters && text.includes(IDEOGRAPHIC_COLON);
}

/** Returns the bit of some characters in a map of edges. Kinds of spaces and apostrophes count as the plain ones. */
export function edgeBit(text: string, from: number, length: number): number {
	let hash = 0;
	for (let index = from; index < from + length; index += 1) hash = Math.imul(hash ^ plainUnit(text.charCodeAt(index)), 0x9e37_79b1);
	return (hash >>> 8) % EDGE_BITS;
}

function isIn(map: string, bit: number): boolean {
	return ((map.charCodeAt(bit >>> 2) >>> (bit & 3)) & 1) === 1;
}

/** Whether a text starts with a quotation mark below U+2000, or with an emoji that begins there: ©, ® and keycaps. */
function isMarkOrEmoji(text: string, first: string): boolean {
	return '"«©®'.includes(first) || ('#*0123456789'.includes(first) && text.charAt(1) > '\u2000');
}

function plainUnit(code: number): number {
	if (code === 0xa0 || code === 0x202f) return 0x20;
	return code === 0x2019 ? 0x27 : code;
}
