import { expect, it } from '@jest/globals';

import { ONE_WORD } from '../../../core/model/formats.ts';

it.each(['msg_1', '5D1F6C0A-0000-4000-8000-0000000000AA', 'é💥', 'x'.repeat(200)])('%j is one word', (text) => {
	expect(ONE_WORD.pattern.test(text)).toBe(true);
	expect(() => encodeURIComponent(text)).not.toThrow();
});

it.each(['', ' ', 'a b', 'a\n', 'a\u0000', '\ud800', 'a\udc00', 'x'.repeat(201)])('%j is none', (text) => {
	expect(ONE_WORD.pattern.test(text)).toBe(false);
});

it('one word holds any character but spaces, control characters and halves of a surrogate pair', () => {
	const forbidden = /[\s\p{Cc}\p{Cs}]/u;
	const wrong: string[] = [];
	for (let point = 0; point <= 0x10ffff; point += 1) {
		const character = String.fromCodePoint(point);
		if (ONE_WORD.pattern.test(character) === forbidden.test(character)) wrong.push(point.toString(16));
	}
	expect(wrong).toEqual([]);
});
