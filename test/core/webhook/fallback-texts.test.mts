import { describe, expect, it } from '@jest/globals';

import { parseFallbackText } from '../../../core/webhook/fallback-texts/parse-fallback-text';

const CLASSICS = [
	['love', 'Loved', 'Removed a heart from'],
	['like', 'Liked', 'Removed a like from'],
	['dislike', 'Disliked', 'Removed a dislike from'],
	['laugh', 'Laughed at', 'Removed a laugh from'],
	['emphasize', 'Emphasized', 'Removed an exclamation from'],
	['question', 'Questioned', 'Removed a question mark from'],
	['sticker', 'Reacted with a sticker to', 'Removed a sticker from'],
] as const;

const ATTACHMENTS = [
	'an image',
	'a movie',
	'an audio message',
	'an attachment',
	'a location',
	'a contact',
	'an event',
	'a Photo Message',
	'a Handwritten Message',
	'a Digital Touch Message',
	'a Wallet pass',
];

/** What every fallback text leaves open: its target is quoted, not named. */
const quoting = (text: string) => ({
	messageId: null,
	partIndex: null,
	provenance: 'text',
	target: expect.objectContaining({ text, candidates: [] }),
});

describe('a fallback text', () => {
	it.each(CLASSICS)('tells %s added and removed', (type, added, removed) => {
		const rest = { reaction: { type }, ...quoting('See you at noon') };
		expect(parseFallbackText(`${added} “See you at noon”`)).toEqual({ action: 'added', ...rest });
		expect(parseFallbackText(`${removed} “See you at noon”`)).toEqual({ action: 'removed', ...rest });
	});

	it.each(['🔥', '👍🏽', '👩‍👩‍👧', '🇩🇪', '1️⃣', '❤️', '❤', '👀'])('tells the emoji %s, as it stands', (emoji) => {
		const rest = { reaction: { type: 'emoji', emoji }, ...quoting('x') };
		expect(parseFallbackText(`Reacted ${emoji} to “x”`)).toEqual({ action: 'added', ...rest });
		expect(parseFallbackText(`Removed ${emoji} from “x”`)).toEqual({ action: 'removed', ...rest });
	});

	it.each(ATTACHMENTS)('may name %s in place of a quote', (words) => {
		const rest = quoting(words);
		for (const [type, added, removed] of CLASSICS) {
			expect(parseFallbackText(`${added} ${words}`)).toEqual({ action: 'added', reaction: { type }, ...rest });
			expect(parseFallbackText(`${removed} ${words}`)).toEqual({ action: 'removed', reaction: { type }, ...rest });
		}
		const reaction = { type: 'emoji', emoji: '🔥' };
		expect(parseFallbackText(`Reacted 🔥 to ${words}`)).toEqual({ action: 'added', reaction, ...rest });
		expect(parseFallbackText(`Removed 🔥 from ${words}`)).toEqual({ action: 'removed', reaction, ...rest });
	});

	it.each([
		['Removed an emphasis from “x”', 'emphasize'],
		['Removed an exclamation mark from “x”', 'emphasize'],
		['Removed a question from “x”', 'question'],
	])('is accepted as others write it: %s', (text, type) => {
		expect(parseFallbackText(text)).toMatchObject({ action: 'removed', reaction: { type } });
	});

	it.each([
		'two\nlines\r\nand a third',
		'he said “no” to me',
		'“Yes” and “no”',
		'the 5” screen',
		'ends with “yes”',
		'cut off while “speak…',
		'a long message that was cut…',
		'straight "quotes" inside',
		'\uFFFC',
		'Loved “Hamlet”',
		' spaces ',
	])('keeps the quoted text to the character: %j', (quoted) => {
		expect(parseFallbackText(`Loved “${quoted}”`)?.target?.text).toBe(quoted);
	});

	it('may have straight quotes, as people type them', () => {
		expect(parseFallbackText('Loved "See you"')).toMatchObject({ target: { text: 'See you' } });
		expect(parseFallbackText('Loved "he said "no""')).toMatchObject({ target: { text: 'he said "no"' } });
	});
});

describe('ordinary prose', () => {
	it.each([
		'Loved the movie',
		'Liked your photo',
		'Liked an image I saw',
		'Liked an images',
		'Liked image',
		'an image',
		' an image',
		'I Liked an image',
		'Loved “Hamlet”, you should see it',
		'Loved “Hamlet” and “Macbeth”',
		'Loved "Hamlet" and "Macbeth"',
		'He wrote: Loved “Hamlet”',
		'loved “Hamlet”',
		'LOVED “Hamlet”',
		'Reacted badly to “the news”',
		'Reacted 🔥🔥 to “the news”',
		'Reacted hi🔥 to “the news”',
		'Reacted to “the news”',
		'Reacted  to “the news”',
		'Reacted 🔥 from “the news”',
		'Removed 🔥 to “the news”',
		'Removed the 🚀 build from “prod”',
		'Removed the 🚀 build, see “notes”',
		'Removed 🚀 and 🔥 from “prod”',
		'Removed a like from the list',
		'Removed a love from “x”',
		'Laughed “at it”',
		'Laughed at',
		'Laughed at ',
		'Loved “”',
		'Loved “ ”',
		'Loved ""',
		'Loved “',
		'Loved ”',
		'Loved "',
		'Loved “Hamlet',
		'Loved “Hamlet"',
		'Loved "Hamlet”',
		'Loved  “Hamlet”',
		'Loved\n“Hamlet”',
		'Loved “Hamlet” ',
		' Loved “Hamlet”',
		'Loved “Hamlet”\n',
		'Loved“Hamlet”',
		'Loved «Hamlet»',
		'Emphasized',
		'Questioned why “x”',
		'“Hamlet”',
		'"',
		'',
	])('is no tapback: %j', (text) => {
		expect(parseFallbackText(text)).toBeUndefined();
	});
});
