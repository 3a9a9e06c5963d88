/**
 * How a quote fits a text. `normalized`: only spaces, marks and invisible characters differ. `cut`: the text
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
	if (!plainGiven.endsWith(CUT)) return undefined;
	const beginning = plainGiven.slice(0, -CUT.length).trimEnd();
	const isCut = beginning.length >= SHORTEST_CUT && plainWhole.length > beginning.length && plainWhole.startsWith(beginning);
	return isCut ? 'cut' : undefined;
}

/** The end of a cut quote. `plainQuote` writes `…` like this, too. */
const CUT = '...';

/**
 * Removes invisible characters (variation selectors, zero-width and direction marks, the object replacement character), and
 * makes spaces, quotation marks, dashes and ellipses plain, as SMS may. The tags of a flag stay, because flags differ only by them.
 */
export function plainQuote(text: string): string {
	return text
		.normalize('NFC')
		.replace(/(?![\u{E0020}-\u{E007F}])\p{DI}|\uFFFC/gu, '')
		.replace(/[‘’‚‛]/g, "'")
		.replace(/[“”„‟]/g, '"')
		.replace(/[\p{Pd}−]/gu, '-')
		.replaceAll('…', CUT)
		.split(/\s/)
		.filter((word) => word !== '')
		.join(' ');
}
