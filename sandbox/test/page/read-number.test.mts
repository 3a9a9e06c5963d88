import { describe, expect, it } from '@jest/globals';
import { readNumber } from '../../page/settings/read-number.mts';

describe('a number that was typed', () => {
	it.each([
		['1', 1],
		[' 20 ', 20],
		['0', 0],
	])('is read from “%s”', (text, value) => {
		expect(readNumber(text, { min: 0, max: 20 })).toEqual({ value });
	});

	it.each(['', ' ', 'two', '21', '-1', '1.5', 'Infinity'])('is asked for again after “%s”', (text) => {
		expect(readNumber(text, { min: 0, max: 20 })).toEqual({ error: 'Enter a whole number from 0 to 20.' });
	});

	it('may have a fraction where that makes sense', () => {
		expect(readNumber('0.5', { min: 0, allowsFractions: true })).toEqual({ value: 0.5 });
		expect(readNumber('x', { min: 0, allowsFractions: true })).toEqual({ error: 'Enter a number from 0.' });
	});
});
