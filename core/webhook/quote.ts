/** How a quote fits a text. `cut`: the text goes on after the quote. `normalized`: only invisible characters differ. */
export type QuoteMatch = 'exact' | 'normalized' | 'cut';

/** A shorter beginning fits too many texts. */
const SHORTEST_CUT = 12;

/** Compares the quote of a fallback text with a message, in time linear in the lengths. */
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

/** Removes what is invisible to a reader: variation selectors, zero-width and direction marks, the object replacement character, kinds of spaces and quotation marks. */
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
