/**
 * How a quote fits a text. `normalized`: only spaces, quotation marks and invisible characters differ. `cut`: the text
 * continues after the quote.
 */
export type QuoteMatch = 'exact' | 'normalized' | 'cut';

/** Minimum length of a cut quote. A shorter one fits too many texts. */
const SHORTEST_CUT = 12;

/** Compares the quote of a fallback text with the text of a message, in linear time; `undefined` if it doesn't fit. */
export function matchQuote(quote: string, text: string): QuoteMatch | undefined {
	const [given, whole] = [quote.trim(), text.trim()];
	if (given === '') return undefined;
	if (given === whole) return 'exact';
	const [plainGiven, plainWhole] = [plainQuote(given), plainQuote(whole)];
	if (plainGiven === '') return undefined;
	if (plainGiven === plainWhole) return 'normalized';
	const ending = ['…', '...'].find((mark) => plainGiven.endsWith(mark));
	if (ending === undefined) return undefined;
	const beginning = plainGiven.slice(0, -ending.length).trimEnd();
	const isCut = beginning.length >= SHORTEST_CUT && plainWhole.length > beginning.length && plainWhole.startsWith(beginning);
	return isCut ? 'cut' : undefined;
}

/**
 * Removes invisible characters (variation selectors, zero-width and direction marks, the object replacement character), and
 * makes spaces and quotation marks plain.
 */
function plainQuote(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[\uFE0E\uFE0F\uFFFC\uFEFF\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069]/gu, '')
		.replace(/[‘’]/g, "'")
		.replace(/[“”]/g, '"')
		.split(/\s/)
		.filter((word) => word !== '')
		.join(' ');
}
