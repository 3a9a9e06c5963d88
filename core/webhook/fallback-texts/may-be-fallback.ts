import { ENDS, STARTS } from './edges';

/** Characters of a start and of an end that are looked at. */
export const START_LENGTH = 3;
export const END_LENGTH = 2;
/** Bits in each of the two maps of edges.ts, of which a character holds four. */
export const EDGE_BITS = 2048;

/** What can stand in front of or behind a quoted text of any kind, as a person or a phone writes it. */
export const MARKS = '"\'’“”„«»「」״';
const IDEOGRAPHIC_COLON = '：';

/**
 * What next to no ordinary message passes, so that for them no table is loaded and no text is copied: whether the first three
 * characters, and the last two, are those of a sentence of the table. Never false for a sentence.
 */
export function mayBeFallback(text: string): boolean {
	if (text.length < START_LENGTH) return false;
	const first = text.charAt(0);
	// Emoji, quotation marks, Chinese, Japanese and Korean: any, because sentences begin with any emoji.
	const isBeyondLetters = first > '\u2000';
	if (!isBeyondLetters && !isIn(STARTS, edgeBit(text, 0, START_LENGTH)) && !isMarkOrEmoji(text, first)) return false;
	if (MARKS.includes(text.charAt(text.length - 1)) || isIn(ENDS, edgeBit(text, text.length - END_LENGTH, END_LENGTH))) return true;
	return isBeyondLetters && text.includes(IDEOGRAPHIC_COLON);
}

/** The place of some characters in a map of edges. Spaces that look alike are one, and apostrophes. */
export function edgeBit(text: string, from: number, length: number): number {
	let hash = 0;
	for (let index = from; index < from + length; index += 1) hash = Math.imul(hash ^ plainUnit(text.charCodeAt(index)), 0x9e37_79b1);
	return (hash >>> 8) % EDGE_BITS;
}

function isIn(map: string, bit: number): boolean {
	return ((map.charCodeAt(bit >>> 2) >>> (bit & 3)) & 1) === 1;
}

/** The marks below U+2000, and the few emoji that begin there: ©, ®, and keycaps. */
function isMarkOrEmoji(text: string, first: string): boolean {
	return '"«©®'.includes(first) || ('#*0123456789'.includes(first) && text.charAt(1) > '\u2000');
}

function plainUnit(code: number): number {
	if (code === 0xa0 || code === 0x202f) return 0x20;
	return code === 0x2019 ? 0x27 : code;
}
