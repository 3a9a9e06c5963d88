import { describe, expect, it } from '@jest/globals';

import {
	readArray,
	readObject,
	firstBoolean,
	firstString,
	readBoolean,
	readIndex,
	readString,
	readStrings,
} from '../../../core/model/payload.ts';

describe('a field of a strange type counts as absent', () => {
	it.each([[''], [0], [null], [undefined], [{}], [['a']], [true]])('%p is no text', (value) => {
		expect(readString(value)).toBeUndefined();
	});

	it.each([[-1], [1.5], [NaN], [Infinity], [2 ** 53], [1e300], ['0'], [null], [true]])('%p is no index', (value) => {
		expect(readIndex(value)).toBeUndefined();
	});

	it.each([['true'], [0], [1], [null]])('%p is no flag', (value) => expect(readBoolean(value)).toBeUndefined());

	it.each([[null], [undefined], ['text'], [7], [[{ a: 1 }]], [true]])('%p has no fields', (value) => {
		expect(Object.keys(readObject(value))).toEqual([]);
		expect(readObject(value).toString).toBeUndefined();
	});

	it.each([[null], ['ab'], [{ 0: 'a', length: 1 }], [7]])('%p has no elements', (value) => expect(readArray(value)).toEqual([]));

	it('and zero, false and a space are values', () => {
		expect([readIndex(0), readBoolean(false), readString(' ')]).toEqual([0, false, ' ']);
	});
});

describe('what is there', () => {
	it('are the fields of an object', () => expect(readObject({ a: 1 })).toEqual({ a: 1 }));
	it('are the texts of a list', () => expect(readStrings(['a', '', 1, null, 'b', ['c']])).toEqual(['a', 'b']));

	it('is the first of its type', () => {
		expect([firstString(1, '', 'a', 'b'), firstString(null, {}), firstBoolean('true', 0, false, true), firstBoolean()]).toEqual([
			'a',
			undefined,
			false,
			undefined,
		]);
	});
});
