import { describe, expect, it } from '@jest/globals';

import { isSameEmoji, isSingleEmoji, spellingsOf } from '../../../core/model/emoji.ts';

const TAG_FLAG = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}';

const ONE: Array<[what: string, emoji: string]> = [
	['plain', '🔥'],
	['with VS16', '❤\uFE0F'],
	['with VS15', '❤\uFE0E'],
	['without a variation selector', '❤'],
	['with a skin tone', '👍🏽'],
	['joined: a family', '👩‍👩‍👧'],
	['joined, with a gender sign', '🏃🏽‍♂️'],
	['joined, with two tones', '🧑🏻‍🤝‍🧑🏿'],
	['joined, with a VS16 within', '❤️‍🔥'],
	['joined: the longest family', '👨🏻‍👩🏼‍👧🏽‍👦🏾'],
	['joined: a kiss with tones', '👩🏽‍❤️‍💋‍👨🏻'],
	['a flag', '🇩🇪'],
	['a flag with tags', TAG_FLAG],
	['a joined flag', '🏳️‍🌈'],
	['a keycap', '1️⃣'],
	['a keycap without VS16', '#\u20E3'],
	['a keycap of the star', '*️⃣'],
	['exclamation marks', '‼️'],
];

const NOT_ONE: Array<[what: string, text: string]> = [
	['nothing', ''],
	['a space', ' '],
	['a word', 'love'],
	['a digit', '1'],
	['a hash', '#'],
	['two emoji', '🔥🔥'],
	['two with a space', '🔥 🔥'],
	['a word and an emoji', 'hi🔥'],
	['an emoji and a word', '🔥hi'],
	['an emoji in spaces', ' 🔥'],
	['an emoji and a line break', '🔥\n'],
	['two flags', '🇩🇪🇫🇷'],
	['half a flag', '🇩'],
	['a flag and a half', '🇩🇪🇫'],
	['two keycaps', '1️⃣2️⃣'],
	['a keycap without its cap', '1\uFE0F'],
	['a tone alone', '🏽'],
	['a joiner alone', '\u200D'],
	['a joiner at the end', '👩‍'],
	['a joiner at the start', '‍👩'],
	['two joiners', '👩‍‍👧'],
	['a variation selector alone', '\uFE0F'],
	['tags without their end', TAG_FLAG.slice(0, -2)],
	['a text with a minus', '-👍'],
	['a half surrogate', '\uD83D'],
];

describe('one emoji', () => {
	it.each(ONE)('is %s', (_what, emoji) => expect(isSingleEmoji(emoji)).toBe(true));

	it.each(NOT_ONE)('is not %s', (_what, text) => expect(isSingleEmoji(text)).toBe(false));

	it('is told from long input in no time', () => {
		const long = ['👩‍'.repeat(200_000), '🔥'.repeat(200_000), '\u{1F3F4}' + '\u{E0067}'.repeat(200_000), '1'.repeat(1_000_000)];
		const before = process.cpuUsage();
		for (const text of long) expect(isSingleEmoji(text)).toBe(false);
		expect(process.cpuUsage(before).user).toBeLessThan(500_000);
	});

	it('takes linear time up to the longest length that is looked at', () => {
		const worst = `${'👩‍'.repeat(20)}x`;
		const before = process.cpuUsage();
		for (let round = 0; round < 10_000; round += 1) isSingleEmoji(worst);
		expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
	});
});

describe('the spellings of an emoji', () => {
	it.each([
		['❤', ['❤', '❤️']],
		['❤️', ['❤️', '❤']],
		['❤\uFE0E', ['❤\uFE0E', '❤️', '❤']],
		['🔥', ['🔥']],
		['👍🏽', ['👍🏽']],
		['☝🏽', ['☝🏽']],
		['☝', ['☝', '☝️']],
		['1⃣', ['1⃣', '1️⃣']],
		['🏳‍🌈', ['🏳‍🌈', '🏳️‍🌈']],
		['❤️‍🔥', ['❤️‍🔥', '❤‍🔥']],
		[TAG_FLAG, [TAG_FLAG]],
		['🇧🇷', ['🇧🇷']],
	])('%s are these', (emoji, spellings) => expect(spellingsOf(emoji)).toEqual(spellings));
});

describe('the same emoji', () => {
	it.each([
		['❤', '❤️'],
		['❤\uFE0E', '❤\uFE0F'],
		['‼', '‼️'],
		['🔥', '🔥'],
		['🏳️‍🌈', '🏳‍🌈'],
	])('%s and %s differ in variation selectors at most', (a, b) => expect(isSameEmoji(a, b)).toBe(true));

	it.each([
		['👍', '👍🏽'],
		['👍🏻', '👍🏿'],
		['❤️', '💙'],
		['❤️', '❤️‍🔥'],
		['🏳️‍🌈', '🏳️'],
		['🏴', TAG_FLAG],
		['love', '❤️'],
	])('is not what %s and %s are', (a, b) => expect(isSameEmoji(a, b)).toBe(false));
});
