import { describe, expect, it } from '@jest/globals';

import { mayBeFallback } from '../../../core/webhook/fallback-texts/may-be-fallback';
import { fallbackLanguages } from '../../../scripts/fallback-texts-source.mts';

const sentences = fallbackLanguages().flatMap(({ nouns, sentences: ofLanguage }) =>
	ofLanguage.flatMap(({ text }) => {
		const list = /\{([a-z])\}/.exec(text)?.[1];
		const texts = list === undefined ? [text] : (nouns.get(list) ?? []).map((noun) => text.replace(`{${list}}`, noun));
		return texts.map((whole) => whole.replace('{text}', 'Xyz').replace('{emoji}', '🔥'));
	}),
);

describe('the first look at a text', () => {
	it('lets every sentence of the table through', () => {
		expect(sentences.filter((text) => !mayBeFallback(text))).toEqual([]);
	});

	it.each([
		['narrow spaces', /[ \u00A0]/g, '\u202F'],
		['spaces that don’t break', / /g, '\u00A0'],
		['plain spaces', /[\u00A0\u202F]/g, ' '],
		['curly apostrophes', /'/g, '’'],
		['straight apostrophes', /’/g, "'"],
		['straight quotes', /[“”„]/g, '"'],
	])('lets them through with %s, too', (_, marks, written) => {
		const others = sentences.map((text) => text.replace(marks, written)).filter((text) => !sentences.includes(text));
		expect(others.length).toBeGreaterThan(0);
		expect(others.filter((text) => !mayBeFallback(text))).toEqual([]);
	});

	it.each(['©', '®', '1️⃣', '#️⃣', '❤', '🔥'])('lets a sentence through that begins with %s', (emoji) => {
		const beginning = fallbackLanguages()
			.flatMap((language) => language.sentences)
			.filter(({ text }) => text.startsWith('{emoji}'));
		expect(beginning.length).toBeGreaterThan(0);
		const texts = beginning.map(({ text }) => text.replace('{emoji}', emoji).replace('{text}', 'Xyz'));
		expect(texts.filter((text) => !mayBeFallback(text))).toEqual([]);
	});

	it.each([
		'',
		'Ok',
		'👍',
		'Yes',
		'See you tomorrow at 10',
		'Thanks, that works for me.',
		'Questions? Call us at 555-0100.',
		'10 is fine',
		'Loved the dinner last night, thank you!',
		'A “quoted” word in the middle',
		'Danke, bis morgen!',
		'Até amanhã, obrigado',
		'Está bien',
		'Ja, passt mir gut',
		'Хорошо, договорились',
		'明日は無理です',
		'내일 봐요',
		'https://example.com/a/b?c=d',
		'Your code is 123456',
	])('turns an ordinary message away: %j', (text) => {
		expect(mayBeFallback(text)).toBe(false);
	});
});
