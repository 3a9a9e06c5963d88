import { describe, expect, it } from '@jest/globals';

import { CLASSIC_REACTIONS, describeReaction, glyphOf, isClassicReaction } from '../../../core/model/reaction.ts';

describe('the vocabulary', () => {
	it('has the classic six in Apple’s order', () => {
		expect(CLASSIC_REACTIONS).toEqual(['love', 'like', 'dislike', 'laugh', 'emphasize', 'question']);
	});

	it.each(CLASSIC_REACTIONS)('knows %s as a classic', (name) => expect(isClassicReaction(name)).toBe(true));

	it.each(['emoji', 'sticker', 'unknown', 'Love', ' love', '-love', '', '❤️', 0, null, undefined, ['love'], 'constructor'])(
		'doesn’t take %p for a classic',
		(value) => expect(isClassicReaction(value)).toBe(false),
	);

	it.each([
		['love', '❤️'],
		['like', '👍'],
		['dislike', '👎'],
		['laugh', '😂'],
		['emphasize', '‼️'],
		['question', '❓'],
	] as const)('shows %s as %s', (type, glyph) => expect(glyphOf({ type })).toBe(glyph));

	it.each(['❤', '❤️', '👍🏽', '👩‍👩‍👧'])('shows the emoji %s as it stands', (emoji) => {
		expect(glyphOf({ type: 'emoji', emoji })).toBe(emoji);
	});

	it('has no glyph for a sticker and for an unknown kind', () => {
		expect(glyphOf({ type: 'sticker' })).toBeNull();
		expect(glyphOf({ type: 'unknown', name: 'love' })).toBeNull();
	});

	it('tells the classic heart from the emoji ❤️ in a sentence', () => {
		expect(describeReaction({ type: 'love' })).toBe('love');
		expect(describeReaction({ type: 'emoji', emoji: '❤️' })).toBe('the emoji ❤️');
		expect(describeReaction({ type: 'sticker' })).toBe('sticker');
		expect(describeReaction({ type: 'unknown', name: 'wave' })).toBe('“wave”');
	});
});
