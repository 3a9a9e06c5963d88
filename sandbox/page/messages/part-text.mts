import type { Message, Part } from '../../src/model/message.mts';
import { isSingleEmoji } from '../../src/model/reaction.mts';

/** The address of the pictures in the sandbox's own messages. */
const SAMPLE_HOST = 'media.example.com';
const LONGEST_QUOTE = 60;
const MOST_BIG_EMOJI = 3;

/** The picture that the composer adds. */
export const SAMPLE_PICTURE = `https://${SAMPLE_HOST}/menu.jpg`;

/** The address of a picture: the sandbox's own are drawings of the page, others stay unchanged. */
export function pictureSource(url: string): string {
	const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: '' };
	return hostname === SAMPLE_HOST ? `/media/${fileName(url).replace(/\.\w+$/, '')}.svg` : url;
}

/** The last piece of an address: `menu.jpg`. */
export function fileName(url: string): string {
	const path = URL.canParse(url) ? new URL(url).pathname : url;
	return path.split('/').findLast((piece) => piece !== '') ?? url;
}

/** A part in words: its text, or `Picture menu.jpg`. */
export function partInWords(part: Part): string {
	return part.type === 'text' ? part.text : `Picture ${fileName(part.url)}`;
}

/** A part in a sentence: `“Who brings the cake?”`, or `the picture menu.jpg`. */
export function quotePart(part: Part | undefined, longest = LONGEST_QUOTE): string {
	if (part === undefined) return 'a message';
	return part.type === 'text' ? `“${shorten(part.text, longest)}”` : `the picture ${fileName(part.url)}`;
}

/** A message in one line: its text, or its first picture. */
export function messageInWords({ parts }: Pick<Message, 'parts'>): string {
	const shown = parts.find(({ type }) => type === 'text') ?? parts[0];
	return shown === undefined ? 'Empty message' : partInWords(shown).replace(/\s+/g, ' ');
}

/** Whether the text is one to three emoji. Messages shows these large. */
export function isBigEmoji(text: string): boolean {
	const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text.trim())];
	return graphemes.length > 0 && graphemes.length <= MOST_BIG_EMOJI && graphemes.every(({ segment }) => isSingleEmoji(segment));
}

function shorten(text: string, longest: number): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= longest) return line;
	// After a word where one ends, and never inside an emoji.
	const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)].map(({ segment }) => segment);
	const start = graphemes.slice(0, longest).join('');
	const lastSpace = start.lastIndexOf(' ');
	return `${(lastSpace > longest / 2 ? start.slice(0, lastSpace) : start).trimEnd()}…`;
}
