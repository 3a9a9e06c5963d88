import { describe, expect, it } from '@jest/globals';
import { bubbleName } from '../../page/messages/bubble-name.mts';
import { ANA, BEN, LINE, message, nameOf, tapback } from '../harness/made-up-messages.mts';

const seenBy = (holder: string) => ({ holder, nameOf, partIndex: 0, reasonAgainst: undefined });

describe('the name of a bubble', () => {
	it('says who, what and what a press does', () => {
		expect(bubbleName(message(), seenBy(BEN))).toBe('Ana: Who brings the cake? React');
		expect(bubbleName(message(), seenBy(ANA))).toBe('You: Who brings the cake? React');
	});

	it('says whose tapbacks stand on it', () => {
		const tapbacks = [tapback(), tapback({ actor: LINE, reaction: 'like', emoji: '👍' }), tapback({ partIndex: 1 })];
		expect(bubbleName(message({ tapbacks }), seenBy(ANA))).toBe('You: Who brings the cake? Tapbacks: ❤️ by you, 👍 by Line 1. React');
	});

	it('tells the classic heart from the emoji, and names a sticker', () => {
		const tapbacks = [
			tapback(),
			tapback({ actor: BEN, reaction: 'emoji', emoji: '❤️' }),
			tapback({ actor: LINE, reaction: 'sticker', emoji: null }),
		];
		expect(bubbleName(message({ tapbacks }), seenBy(ANA))).toContain('❤️ by you, the emoji ❤️ by Ben, a sticker by Line 1.');
	});

	it('names a picture, and ends what has no full stop', () => {
		const parts = [{ type: 'image' as const, url: 'https://media.example.com/menu.jpg' }];
		expect(bubbleName(message({ parts }), seenBy(ANA))).toBe('You: Picture menu.jpg. React');
	});

	it('is one line', () => {
		expect(bubbleName(message({ parts: [{ type: 'text', text: 'One\n\ntwo 🎉' }] }), seenBy(ANA))).toBe('You: One two 🎉 React');
	});

	it('says why it takes no tapback', () => {
		const sms = { ...seenBy(ANA), reasonAgainst: 'SMS carries no tapbacks.' };
		expect(bubbleName(message(), sms)).toBe('You: Who brings the cake? SMS carries no tapbacks.');
	});
});
