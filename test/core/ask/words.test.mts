import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { checkAskOptions, parseChoices } from '../../../core/ask/options.ts';
import { fitsReaction, meantBy } from '../../../core/ask/same-reaction.ts';
import { readWords } from '../../../core/ask/words.ts';
import { CLASSIC_REACTIONS, glyphOf } from '../../../core/model/reaction.ts';
import { matchQuote } from '../../../core/webhook/quote.ts';
import { ANN, after, asked, endOf, tap, write } from '../../harness/core/asking.mts';

const { choices: yesNo } = checkAskOptions({});
const { choices: dishes } = checkAskOptions({ choices: parseChoices('👍 pizza, ❤️ pasta, 😂 sushi rice') });
const meaning = (text: string, choices = yesNo) => {
	const read = readWords(choices, text);
	return read === 'unclear' ? read : read.name;
};

/** What one may write of a choice: one of its words or its reactions. */
function saying(choices: typeof yesNo, name: string): fc.Arbitrary<string> {
	const { words = [], reactions = [] } = choices.find((one) => one.name === name) ?? {};
	const glyphs = reactions.flatMap((word) => CLASSIC_REACTIONS.flatMap((type) => (type === word ? (glyphOf({ type }) ?? []) : [])));
	const emoji = reactions.filter((word) => !CLASSIC_REACTIONS.some((type) => type === word));
	return fc
		.constantFrom(...words, ...glyphs, ...emoji)
		.chain((word) => fc.constantFrom(word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`));
}

/** What stands between words. */
const gap = fc.constantFrom(
	' ',
	'  ',
	', ',
	'. ',
	'! ',
	'\n',
	'\r\n',
	' - ',
	' / ',
	'…',
	'\t',
	'\u00a0',
	' \u200b',
	': ',
	'; ',
	'\n-- \n',
	'\nSent from my phone\n',
);
/** What may stand around an answer, and what may not. */
const other = fc.oneof(
	fc.constantFrom('please', 'thanks', 'it', 'go', 'ahead', 'but', 'not', 'today', '🔥', '"', '1', 'problem'),
	fc.string({ maxLength: 6 }),
);

/** These parts in any order, with anything between them. */
function mixed(...parts: Array<fc.Arbitrary<string>>): fc.Arbitrary<string> {
	return fc
		.tuple(fc.tuple(...parts), fc.array(other, { maxLength: 4 }))
		.chain(([needed, more]) =>
			fc.tuple(
				fc.shuffledSubarray([...needed, ...more], { minLength: needed.length + more.length }),
				fc.array(gap, { minLength: 12, maxLength: 12 }),
			),
		)
		.map(([words, gaps]) => words.map((word, index) => word + (gaps[index] ?? ' ')).join(''));
}

const RUNS = { numRuns: 1000 };

describe('a text', () => {
	it('with a yes and a no in it is never counted, whatever stands around them', () => {
		fc.assert(
			fc.property(mixed(saying(yesNo, 'yes'), saying(yesNo, 'no')), (text) => expect(meaning(text)).toBe('unclear')),
			RUNS,
		);
	});

	it.each([
		['pizza', 'pasta'],
		['pizza', 'sushi rice'],
		['pasta', 'sushi rice'],
	])('with %s and %s in it is never counted', (one, another) => {
		fc.assert(
			fc.property(mixed(saying(dishes, one), saying(dishes, another)), (text) => expect(meaning(text, dishes)).toBe('unclear')),
			RUNS,
		);
	});

	it('never means a choice of which it has neither word nor emoji', () => {
		fc.assert(
			fc.property(mixed(saying(yesNo, 'yes')), (text) => expect(meaning(text)).not.toBe('no')),
			RUNS,
		);
		fc.assert(
			fc.property(mixed(saying(yesNo, 'no')), (text) => expect(meaning(text)).not.toBe('yes')),
			RUNS,
		);
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				fc.pre(!/[yok👍❤]|sure/iu.test(text.normalize('NFKC')));
				expect(meaning(text)).not.toBe('yes');
			}),
			RUNS,
		);
	});

	it('with a question mark is never counted', () => {
		const asks = fc.tuple(mixed(saying(yesNo, 'yes')), fc.constantFrom('?', '¿', '？', '؟')).map(([text, mark]) => mark + text);
		fc.assert(
			fc.property(asks, (text) => expect(meaning(text)).toBe('unclear')),
			RUNS,
		);
	});

	it('of one answer means that, in any case and with spaces and full stops around it', () => {
		const around = fc.string({ unit: fc.constantFrom(' ', '\t', '.', '!', '\u00a0', '…'), maxLength: 5 });
		for (const name of ['yes', 'no']) {
			fc.assert(
				fc.property(around, saying(yesNo, name), around, (before, word, behind) => expect(meaning(before + word + behind)).toBe(name)),
				RUNS,
			);
		}
	});

	it.each(['ok', 'ok please', 'OK, thanks', 'thanks, ok'])('with a word that means both is never counted: %s', (text) => {
		const choices = yesNo.map((choice) => ({ ...choice, words: ['ok'] }));
		expect(meaning(text, choices)).toBe('unclear');
	});

	it('means the choice with the longest words that it begins with', () => {
		const { choices } = checkAskOptions({ yesWords: ['go'], noWords: ['go home'] });
		expect(meaning('go please', choices)).toBe('yes');
		expect(meaning('go home please', choices)).toBe('no');
	});

	it('that is longer than an answer is never counted, because a no may stand far below', () => {
		for (const text of [
			'yes '.repeat(100_000),
			'👍'.repeat(100_000),
			'\n'.repeat(100_000),
			`yes${'\n--'.repeat(50_000)}`,
			`Yes\n-- \n${'x '.repeat(500)}\nno`,
		]) {
			expect(meaning(text)).toBe('unclear');
		}
	});
});

describe('one reaction in all its variants', () => {
	const TONES = ['', '🏻', '🏼', '🏽', '🏾', '🏿'];
	const bare = (glyph: string) => glyph.replace(/[\uFE0E\uFE0F]/g, '');
	const variants = (glyph: string) =>
		fc.tuple(fc.constantFrom(...TONES), fc.constantFrom('', '\uFE0E', '\uFE0F')).map(([tone, selector]) => bare(glyph) + tone + selector);

	it.each([...CLASSIC_REACTIONS])('means %s', (type) => {
		const glyph = glyphOf({ type }) ?? '';
		fc.assert(
			fc.property(variants(glyph), (emoji) => {
				expect(meantBy(emoji)).toBe(type);
				for (const word of [type, glyph, emoji]) {
					expect(fitsReaction(word, { reaction: 'emoji', emoji })).toBe(true);
					expect(fitsReaction(word, { reaction: type, emoji: glyph })).toBe(true);
				}
			}),
		);
	});

	it.each(['🔥', '✈️', '🙏', '☕️'])('means %s and none of the six', (glyph) => {
		fc.assert(
			fc.property(variants(glyph), variants(glyph), (one, another) => {
				expect(meantBy(one)).toBe(meantBy(another));
				expect(CLASSIC_REACTIONS.some((type) => type === meantBy(one))).toBe(false);
			}),
		);
	});

	it('is one answer, tapped or written', () => {
		const toned = fc.constantFrom(...TONES).map((tone) => `👍${tone}`);
		const question = asked({ yes: ['👍🏿'], no: [] });
		fc.assert(
			fc.property(toned, fc.constantFrom('', ' ', '\u00a0'), (emoji, space) => {
				expect(endOf(after(question, [tap(5, ANN, emoji)]))).toBe('yes');
				expect(endOf(after(question, [tap(5, ANN, 'like')]))).toBe('yes');
				expect(endOf(after(question, [write(5, ANN, space + emoji + space)]))).toBe('yes');
			}),
			{ numRuns: 50 },
		);
	});
});

describe('a quote', () => {
	const INVISIBLE = ['\u200b', '\u200d', '\u2060', '\uFE0F', '\uFE0E', '\uFEFF', '\u200e', '\uFFFC', '\u202a', '\u2066'];
	const visible = fc
		.string({ unit: fc.constantFrom(...'abcdefgh ÄéЖ漢✈☕?.,'), minLength: 1, maxLength: 60, size: 'max' })
		.filter((text) => text.trim() !== '');
	/** The same to the eye: other spaces, quotation marks and line ends, and what nobody sees. */
	const disguised = (text: string) =>
		fc.array(fc.tuple(fc.nat(text.length), fc.constantFrom(...INVISIBLE)), { maxLength: 6 }).map((marks) => {
			const letters = [...text];
			for (const [at, mark] of marks) letters.splice(at % (letters.length + 1), 0, mark);
			return letters.join('').replaceAll(' ', '\u00a0\n').normalize('NFD');
		});
	const pair = visible.chain((text) => fc.tuple(fc.constant(text), disguised(text)));
	/** Told in another way than in the code: what is left when all that isn't seen is gone. */
	const seen = (text: string) => [...text.normalize('NFC')].filter((one) => !INVISIBLE.includes(one) && one.trim() !== '').join('');

	it('fits a text that differs in what nobody sees, both ways', () => {
		fc.assert(
			fc.property(pair, ([text, quote]) => {
				expect(['exact', 'normalized']).toContain(matchQuote(quote, text));
				expect(['exact', 'normalized']).toContain(matchQuote(text, quote));
			}),
			RUNS,
		);
	});

	it('fits no text that reads otherwise', () => {
		fc.assert(
			fc.property(visible, visible, (quote, text) => {
				const match = matchQuote(quote, text);
				if (match === 'exact' || match === 'normalized') expect(seen(quote)).toBe(seen(text));
				if (seen(quote) !== seen(text)) expect(match).toBeUndefined();
			}),
			RUNS,
		);
	});

	it('that is cut fits only a text that begins with it and goes on, and says that it is cut', () => {
		fc.assert(
			fc.property(visible, visible, fc.nat(70), fc.constantFrom('…', '...'), (text, another, length, mark) => {
				const quote = `${text.slice(0, length)}${mark}`;
				for (const whole of [text, another]) {
					const match = matchQuote(quote, whole);
					if (match === 'cut') expect(seen(whole).startsWith(seen(text.slice(0, length)))).toBe(true);
					if (match === 'cut') expect(seen(whole).length).toBeGreaterThan(seen(text.slice(0, length)).length);
				}
			}),
			RUNS,
		);
	});

	it('of little or nothing fits nothing', () => {
		for (const quote of ['', ' ', '…', '...', '\u200b', 'Shall I…']) expect(matchQuote(quote, 'Shall I book it?')).toBeUndefined();
	});
});
