import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { readFallbackText } from '../../core/webhook/fallback-texts/read-fallback-text';
import { fallbackLanguages } from '../../scripts/fallback-texts-source.mts';

/*
 * Reading has no regular expression but those that recheck proves. What else could cost more than linear time is a method of strings that
 * is called the more often, the longer the text: so the calls are counted. Looking at one character may happen once for each, for each
 * sentence that fits.
 */

const METHODS = ['indexOf', 'lastIndexOf', 'startsWith', 'endsWith', 'slice', 'replace', 'trim', 'includes', 'split', 'charAt'] as const;

afterEach(() => void jest.restoreAllMocks());

function callsFor(text: string): { others: number; characters: number } {
	readFallbackText('Loved “so that the table is built”');
	const spies = METHODS.map((name) => [name, jest.spyOn(String.prototype, name)] as const);
	readFallbackText(text);
	const calls = spies.map(([name, spy]) => [name, spy.mock.calls.length] as const);
	jest.restoreAllMocks();
	const characters = calls.find(([name]) => name === 'charAt')?.[1] ?? 0;
	return { others: calls.reduce((sum, [, count]) => sum + count, 0) - characters, characters };
}

/** In place of the quoted text, what a reader could be led astray by. */
const FILLINGS = ['“', '”', '” “', '"', ' "', '„“', '«»', '’', '6”', '🔥', '\u200A', ' '];

const sentences = fallbackLanguages().flatMap(({ sentences }) => sentences.filter(({ text }) => text.includes('{text}')));

const hostile = (text: string, filling: string, times: number) =>
	text.replace('{emoji}', filling.repeat(times)).replace('{text}', filling.repeat(times));

describe('reading a hostile text takes time in proportion to its length', () => {
	it.each(FILLINGS)('of many %j, in every language', (filling) => {
		for (const { text } of sentences) {
			const [short, long] = [200, 400].map((times) => callsFor(hostile(text, filling, times)));
			expect([text, long?.others]).toEqual([text, short?.others]);
			expect(long?.characters ?? 0).toBeLessThanOrEqual(2 * (short?.characters ?? 0) + 100);
		}
	});

	it('as it reads a sentence whole that is long', () => {
		expect(readFallbackText(`Loved “${'so '.repeat(300_000)}long”`)?.quoted).toHaveLength(900_004);
	});
});
