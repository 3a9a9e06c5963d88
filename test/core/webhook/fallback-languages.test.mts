import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseFallbackText } from '../../../core/webhook/fallback-texts/parse-fallback-text';
import { readFallbackText, type FallbackText } from '../../../core/webhook/fallback-texts/read-fallback-text';
import { fallbackLanguages, type Sentence } from '../../../scripts/fallback-texts-source.mts';
import { readRepositoryFile } from '../../structure/files.mts';

/** Rows of a table whose invisible characters are written by their numbers. */
const rowsOf = (name: string) =>
	readRepositoryFile(`test/fixtures/fallback-texts/${name}`)
		.trimEnd()
		.split('\n')
		.slice(1)
		.map((row) =>
			row.split('\t').map((cell) => cell.replace(/\\u([0-9a-f]{4})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)))),
		);

const reactionsOf = (read: FallbackText | undefined) =>
	read?.readings.map(({ reaction }) => (reaction.type === 'emoji' ? `emoji ${reaction.emoji}` : reaction.type)) ?? [];

const languages = fallbackLanguages();
const wordings = languages.flatMap(({ tag, nouns, sentences }) =>
	sentences.flatMap((sentence) => {
		const list = /\{([a-z])\}/.exec(sentence.text)?.[1];
		const texts = list === undefined ? [sentence.text] : (nouns.get(list) ?? []).map((noun) => sentence.text.replace(`{${list}}`, noun));
		return texts.map((text) => ({ ...sentence, text, tag }));
	}),
);

const tags = languages.map(({ tag }) => tag);

const EMOJI = ['🔥', '👍🏽', '👩‍👩‍👧', '🇩🇪', '1️⃣', '❤️', '❤'];

describe('a sentence of the corpus', () => {
	it.each(rowsOf('sentences.tsv'))('in %s: %s', (language = '', sentence = '', action, reaction, quoted) => {
		const read = readFallbackText(sentence);
		expect(read).toMatchObject({ action, ...(quoted === '-' ? { isAttachment: true } : { isAttachment: false, quoted }) });
		expect(reactionsOf(read)).toContain(reaction);
		const told = read?.readings.map((reading) => reading.language) ?? [];
		const isOfIt = (tag: string | null) =>
			tag === null || language === tag || language.startsWith(`${tag}-`) || language.startsWith('google');
		expect(told.filter(isOfIt)).not.toEqual([]);
	});
});

describe('prose', () => {
	const rows = rowsOf('prose.tsv');

	it.each(rows.filter(([, , taken]) => taken === 'never'))('in %s is no tapback: %s', (_language, text = '') => {
		expect(readFallbackText(text)).toBeUndefined();
	});

	it.each(rows.filter(([, , taken]) => taken !== 'never'))('in %s is marked as what a person may write: %s', (_language, text = '') => {
		expect(readFallbackText(text)?.typed).toMatch(/^(?:possible|ordinary)$/);
	});

	it.each(tags)('that is ordinary in %s is left out unless asked for', (tag) => {
		for (const { text } of wordings.filter((wording) => wording.tag === tag && wording.typed === 'ordinary')) {
			expect([text, parseFallbackText(filled(text))]).toEqual([text, undefined]);
			expect(parseFallbackText(filled(text), { readsOrdinary: true })?.target.confidence).toBe('ordinary');
		}
	});
});

function filled(text: string, { quoted = 'Xyz', emoji = '🔥' } = {}): string {
	return text.replace('{text}', () => quoted).replace('{emoji}', () => emoji);
}

/** Whatever a message may be, without marks of quoting, by which alone a reader could be led astray. */
const message = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
	.map((text) => text.replace(/["“”„«»「」‘’'׳״\u00A0\u200A-\u200C\u202F\uFFFC]/gu, ' '))
	.filter((text) => text.trim() !== '');

const isTold = ({ reaction, action }: Sentence, emoji: string, read: FallbackText | undefined) =>
	read?.action === action && reactionsOf(read).includes(reaction === 'emoji' ? `emoji ${emoji}` : reaction);

describe('every wording of the table', () => {
	it('is there for many languages', () => {
		expect(languages.length).toBeGreaterThan(40);
		expect(wordings.length).toBeGreaterThan(4000);
	});

	it('is read back with any message in it', () => {
		const property = fc.property(fc.constantFrom(...wordings), message, fc.constantFrom(...EMOJI), (wording, quoted, emoji) => {
			const read = readFallbackText(filled(wording.text, { quoted, emoji }));
			return isTold(wording, emoji, read) && (!wording.text.includes('{text}') || read?.quoted === quoted);
		});
		fc.assert(property, { numRuns: 4000, seed: 15 });
	});

	it.each(tags)('in %s tells its reaction', (tag) => {
		const untold = wordings.filter((wording) => wording.tag === tag && !isTold(wording, '🔥', readFallbackText(filled(wording.text))));
		expect(untold).toEqual([]);
	});

	it('is none with a character before or behind it', () => {
		for (const { text } of wordings) {
			if (!/^(?:\{text\}|\{emoji\})|(?:\{text\}|\{emoji\})$/.test(text)) {
				expect([`.${filled(text)}`, `${filled(text)} .`].map((other) => readFallbackText(other))).toEqual([undefined, undefined]);
			}
		}
	});
});

describe('the language', () => {
	it.each([
		['„Bis morgen“ ein Herz hinzugefügt', 'de'],
		['Loved “See you”', 'en'],
		['Emphasised “See you”', 'en'],
		['喜愛「明天見」', 'zh-Hant'],
		['Menyukai “Sampai besok”', null],
	])('of %s is %s', (text, language) => {
		expect(parseFallbackText(text, { readsOrdinary: true })?.target.language).toBe(language);
	});

	it('is two where the words mean two reactions, of which none is taken', () => {
		expect(parseFallbackText('Gostou de “Até amanhã”', { readsOrdinary: true })).toMatchObject({
			reaction: { type: 'unknown', name: 'love or like' },
			target: {
				language: null,
				readings: [
					{ language: 'pt-BR', reaction: 'love', emoji: '❤️' },
					{ language: 'pt-PT', reaction: 'like', emoji: '👍' },
				],
			},
		});
	});
});

describe('an inch mark', () => {
	it.each(['Shall I order the 6” pipe or the “T” joint?', 'the 5” screen', 'a 6” pipe and the “T…'])('closes no quote: %s', (quoted) => {
		expect(readFallbackText(`Liked “${quoted}”`)?.quoted).toBe(quoted);
	});

	it.each(['Catch 22” and “Macbeth', 'Catch 22” and “1984” and “Othello'])('is none where another quote would stay open: %s', (quoted) => {
		expect(readFallbackText(`Liked “${quoted}”`)).toBeUndefined();
	});
});

describe('the marks of Google Messages', () => {
	it.each([
		['\u200A\u200B👍\u200B to “\u200AShall I?\u200A”\u200A', 'added'],
		['\u200ARemoved \u200C👍\u200C from \u200AShall I?\u200A\u200A', 'removed'],
		['\u200AA réagi avec \u200B👍\u200B à « \u200AShall I?\u200A »\u200A', 'added'],
	])('tell a tapback: %j', (text, action) => {
		const reaction = { type: 'emoji', emoji: '👍' };
		expect(parseFallbackText(text)).toMatchObject({ action, reaction, target: { text: 'Shall I?', language: null, confidence: 'form' } });
	});

	it.each([
		'👍 to “Shall I?”',
		'\u200A👍 to “\u200AShall I?\u200A”\u200A',
		'\u200A\u200B👍\u200C to “\u200AShall I?\u200A”\u200A',
		'\u200A\u200B👍👍\u200B to “\u200AShall I?\u200A”\u200A',
		'\u200A\u200B👍\u200B to “\u200A \u200A”\u200A',
		'\u200A\u200B👍\u200B to “Shall I?”\u200A',
		'\u200A\u200B👍\u200B to “\u200AShall I?\u200A” ok',
		'\u200A',
		'\u200A\u200A',
		`\u200A${'x'.repeat(500)}\u200B👍\u200B to “\u200AShall I?\u200A”\u200A`,
	])('tell none unless they are whole: %j', (text) => expect(readFallbackText(text)).toBeUndefined());
});
