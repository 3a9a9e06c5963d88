import { describe, expect, it } from '@jest/globals';

import { elementsOf, fieldsOf, firstFlag, firstText, flagOf, indexOf, textOf, textsOf } from '../../core/model/payload.ts';

describe('a field of a strange type counts as absent', () => {
	it.each([[''], [0], [null], [undefined], [{}], [['a']], [true]])('%p is no text', (value) => {
		expect(textOf(value)).toBeUndefined();
	});

	it.each([[-1], [1.5], [NaN], [Infinity], [2 ** 53], [1e300], ['0'], [null], [true]])('%p is no index', (value) => {
		expect(indexOf(value)).toBeUndefined();
	});

	it.each([['true'], [0], [1], [null]])('%p is no flag', (value) => expect(flagOf(value)).toBeUndefined());

	it.each([[null], [undefined], ['text'], [7], [[{ a: 1 }]], [true]])('%p has no fields', (value) => {
		expect(Object.keys(fieldsOf(value))).toEqual([]);
		expect(fieldsOf(value).toString).toBeUndefined();
	});

	it.each([[null], ['ab'], [{ 0: 'a', length: 1 }], [7]])('%p has no elements', (value) => expect(elementsOf(value)).toEqual([]));

	it('and zero, false and a space are values', () => {
		expect([indexOf(0), flagOf(false), textOf(' ')]).toEqual([0, false, ' ']);
	});
});

describe('what is there', () => {
	it('are the fields of an object', () => expect(fieldsOf({ a: 1 })).toEqual({ a: 1 }));
	it('are the texts of a list', () => expect(textsOf(['a', '', 1, null, 'b', ['c']])).toEqual(['a', 'b']));

	it('is the first of its type', () => {
		expect([firstText(1, '', 'a', 'b'), firstText(null, {}), firstFlag('true', 0, false, true), firstFlag()]).toEqual([
			'a',
			undefined,
			false,
			undefined,
		]);
	});
});
