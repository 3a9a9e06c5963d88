import { describe, expect, it } from '@jest/globals';
import { fileName, isBigEmoji, pictureSource, quotePart } from '../../page/messages/part-text.mts';

describe('a picture', () => {
	it('of the sandbox’s own is a drawing beside the page', () => {
		expect(pictureSource('https://media.example.com/menu.jpg')).toBe('/media/menu.svg');
	});

	it.each(['https://elsewhere.example/menu.jpg', 'http://127.0.0.1:9/a.png', 'no address', ''])('is as it is elsewhere: %j', (url) =>
		expect(pictureSource(url)).toBe(url),
	);

	it.each([
		['https://example.com/a/cake.png?size=2', 'cake.png'],
		['https://example.com/', 'https://example.com/'],
		['cake.png', 'cake.png'],
	])('%s is called %s', (url, name) => expect(fileName(url)).toBe(name));
});

describe('a quote', () => {
	it('is one line, cut off where it is long', () => {
		expect(quotePart({ type: 'text', text: 'Who\nbrings it?' })).toBe('“Who brings it?”');
		expect(quotePart({ type: 'text', text: 'a'.repeat(61) })).toBe(`“${'a'.repeat(60)}…”`);
	});

	it('ends with a whole word and a whole emoji, and is as short as is asked for', () => {
		const text = 'Shall I book a table for two at seven? 👍🏽 yes, 👎🏽 no';
		expect(quotePart({ type: 'text', text }, 40)).toBe('“Shall I book a table for two at seven?…”');
		expect(quotePart({ type: 'text', text: '👍🏽'.repeat(9) }, 3)).toBe(`“${'👍🏽'.repeat(3)}…”`);
	});

	it('names a picture, and a part that is not there', () => {
		expect(quotePart({ type: 'image', url: 'https://example.com/cake.png' })).toBe('the picture cake.png');
		expect(quotePart(undefined)).toBe('a message');
	});
});

describe('large emoji', () => {
	it.each(['🎉', '🎉🎉🎉', ' 👍🏽 ', '👩‍👩‍👧'])('%j', (text) => expect(isBigEmoji(text)).toBe(true));
	it.each(['', '🎉🎉🎉🎉', 'Yes 🎉', '12', '🎉 🎉'])('not %j', (text) => expect(isBigEmoji(text)).toBe(false));
});
