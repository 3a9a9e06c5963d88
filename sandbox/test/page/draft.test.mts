import { describe, expect, it } from '@jest/globals';
import { draftContent, isSendable } from '../../page/messages/draft.mts';
import { formatNumber } from '../../page/messages/phone-number.mts';

const picture = { type: 'image', url: 'https://media.example.com/menu.jpg' };

describe('a draft', () => {
	it('can be sent when there is something in it', () => {
		expect(isSendable({ text: ' \n', hasPicture: false })).toBe(false);
		expect(isSendable({ text: 'Hi', hasPicture: false })).toBe(true);
		expect(isSendable({ text: '', hasPicture: true })).toBe(true);
	});

	it('is a text, or parts with the picture last', () => {
		expect(draftContent({ text: 'Hi\nthere', hasPicture: false })).toEqual({ text: 'Hi\nthere' });
		expect(draftContent({ text: 'Look', hasPicture: true })).toEqual({ parts: [{ type: 'text', text: 'Look' }, picture] });
		expect(draftContent({ text: ' ', hasPicture: true })).toEqual({ parts: [picture] });
	});
});

describe('a number', () => {
	it('is written as people write it', () => expect(formatNumber('+12025550101')).toBe('+1 (202) 555-0101'));
	it.each(['+4312345678', 'Ana', '+1202555010'])('stays as it is otherwise: %s', (text) => expect(formatNumber(text)).toBe(text));
});
