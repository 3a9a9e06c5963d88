import { describe, expect, it } from '@jest/globals';

import { checkAskOptions } from '../../../core/ask/options.ts';
import { readWords } from '../../../core/ask/words.ts';
import { ANN, after, asked, endOf, write } from '../../harness/core/asking.mts';

const meaning = (text: string, { choices } = checkAskOptions({})) => {
	const read = readWords(choices, text);
	return read === 'unclear' ? read : read.name;
};

describe('a text that looks like an answer, and is none for certain', () => {
	it.each([
		...['N/A', 'n/a', 'n.a.', 'y u do that', 'Y this', 'n u', 'Ok so', 'ok, so that'],
		...['You sure', 'u sure', 'you ok', 'Hey you ok', 'I’m ok, thanks', 'I am okay', 'no u', '> ok', 'ok\n> fine'],
		...['ok⁇', 'Ok ⁉️', 'Yes ‼️⁉', 'ok﹖', 'Yes‽', 'ok;', 'OK\u037E', 'ok ⸮', 'այո ok՞'],
		...['No, go ahead', 'no, do it', 'No, that works', 'No sounds good', 'no, happy to', 'No, fine'],
		...['👍 to “OK”', '👍 to "OK"', '“Yes” please', 'ok «sure»'],
		...['Yes\n--\nbut not today', 'Yes\n—\nWait, cancel that', 'Ok\n___\nactually don’t', 'Yes\nSent from my heart: stop'],
	])('%s', (text) => expect(meaning(text)).toBe('unclear'));

	it.each([
		['Thanks a lot, yes', 'yes'],
		['yes, thank you so much', 'yes'],
		['Thank you, yes', 'yes'],
		['yes I am', 'yes'],
		['no, I’m good', 'no'],
		['No go', 'no'],
		['No good', 'no'],
		['no thanks a lot', 'no'],
		['Y', 'yes'],
		['n.', 'no'],
		['ok; thanks', 'yes'],
		['“Yes”', 'yes'],
		['Ｙｅｓ', 'yes'],
		['Yes\n-- \nAna Example, Example Ltd', 'yes'],
	])('%s still means what it says', (text, name) => expect(meaning(text)).toBe(name));

	it('but an emoji that is a choice counts as it is written', () => {
		const rules = checkAskOptions({ yes: ['‼️'], no: ['⁉️'] });
		expect([meaning('‼️', rules), meaning('⁉️', rules), meaning('‼ please', rules)]).toEqual(['yes', 'no', 'yes']);
	});

	it.each(['\u200a\u200b👍\u200b to “\u200aOK\u200a”\u200a', '\u200aRemoved \u200c👍\u200c from \u200aOK\u200a\u200a'])(
		'a tapback of Google Messages on another message: %j',
		(text) => {
			expect(endOf(after(asked(), [write(5, ANN, text)]))).toBe('waits');
			expect(endOf(after(asked({ text: 'any' }), [write(5, ANN, text)]))).toBe('waits');
		},
	);
});
