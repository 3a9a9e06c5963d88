import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { TapbackError } from '../../../core/model/errors.ts';
import { listOf, readAs } from '../../../core/providers/schema.ts';

describe('a list', () => {
	it('leaves out the elements that don’t fit and keeps the order of the others', () => {
		expect(listOf(z.object({ id: z.string() })).parse([{ id: 'a' }, null, { id: 1 }, 'b', { id: 'c', more: 1 }])).toEqual([
			{ id: 'a' },
			{ id: 'c' },
		]);
	});

	it.each([[undefined], [null], ['a'], [{ 0: 'a' }], [7]])('is empty where %p stands in its place', (value) => {
		expect(listOf(z.string()).parse(value)).toEqual([]);
	});
});

describe('reading an answer', () => {
	const schema = z.object({ id: z.string() });
	const otherwise = () => new TapbackError('BAD_ANSWER', 'no id');

	it('gives what fits', () => expect(readAs(schema, { id: 'a', more: 1 }, otherwise)).toEqual({ id: 'a' }));

	it.each([[{}], [null], [undefined], ['id'], [[]]])('throws our error for %p', (value) => {
		expect(() => readAs(schema, value, otherwise)).toThrow(otherwise());
	});
});
