import { describe, expect, it } from '@jest/globals';

import { fromAppleCode, toAppleCode } from '../../core/apple-codes.ts';
import type { InboundReaction } from '../../core/vocabulary.ts';

/** The table of Apple's `associated_message_type`, written out. */
const TABLE: Array<[added: number, removed: number, reaction: InboundReaction]> = [
	[2000, 3000, { type: 'love' }],
	[2001, 3001, { type: 'like' }],
	[2002, 3002, { type: 'dislike' }],
	[2003, 3003, { type: 'laugh' }],
	[2004, 3004, { type: 'emphasize' }],
	[2005, 3005, { type: 'question' }],
	[2006, 3006, { type: 'emoji', emoji: '❤️' }],
	[2007, 3007, { type: 'sticker' }],
];

const emojiOf = (reaction: InboundReaction) => (reaction.type === 'emoji' ? reaction.emoji : undefined);

describe('Apple’s codes', () => {
	it.each(TABLE)('%i and %i are %j', (added, removed, reaction) => {
		expect(fromAppleCode(added, emojiOf(reaction))).toEqual({ action: 'added', reaction });
		expect(fromAppleCode(removed, emojiOf(reaction))).toEqual({ action: 'removed', reaction });
		expect(toAppleCode('added', reaction)).toBe(added);
		expect(toAppleCode('removed', reaction)).toBe(removed);
	});

	it.each([2006, 3006])('give no tapback for %i without its emoji', (code) => {
		expect(fromAppleCode(code)).toBeUndefined();
		expect(fromAppleCode(code, '')).toBeUndefined();
	});

	it('ignore an emoji that comes with another code', () => {
		expect(fromAppleCode(2000, '🔥')).toEqual({ action: 'added', reaction: { type: 'love' } });
		expect(fromAppleCode(3007, '🔥')).toEqual({ action: 'removed', reaction: { type: 'sticker' } });
	});

	it.each([0, 2, 3, 1000, 1999, 2008, 2999, 3008, 4000, -2000, 2000.5, NaN, Infinity])('give no tapback for %p', (code) => {
		expect(fromAppleCode(code, '🔥')).toBeUndefined();
	});

	it('are sixteen in all, and no more', () => {
		const known = Array.from({ length: 6000 }, (_, code) => code).filter((code) => fromAppleCode(code, '🔥'));
		expect(known).toEqual(TABLE.map(([added]) => added).concat(TABLE.map(([, removed]) => removed)));
	});

	it('have none for an unknown kind', () => {
		expect(toAppleCode('added', { type: 'unknown', name: 'love' })).toBeUndefined();
	});
});
