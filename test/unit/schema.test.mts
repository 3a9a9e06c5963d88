import { execFileSync } from 'node:child_process';

import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { TapbackError } from '../../core/errors.ts';
import { isoTime, listOf, optionalFlag, optionalIndex, optionalText, readAs } from '../../core/schema.ts';

describe('a field of a strange type counts as absent', () => {
	it.each([[''], [0], [null], [undefined], [{}], [['a']], [true]])('%p is no text', (value) => {
		expect(optionalText.parse(value)).toBeUndefined();
	});

	it.each([[-1], [1.5], [NaN], [Infinity], [2 ** 53], [1e300], ['0'], [null], [true]])('%p is no index', (value) => {
		expect(optionalIndex.parse(value)).toBeUndefined();
	});

	it.each([['true'], [0], [1], [null]])('%p is no flag', (value) => expect(optionalFlag.parse(value)).toBeUndefined());

	it('and zero, false and a space are values', () => {
		expect([optionalIndex.parse(0), optionalFlag.parse(false), optionalText.parse(' ')]).toEqual([0, false, ' ']);
	});
});

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

describe('a time', () => {
	it.each([
		['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z'],
		['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'],
		['2026-01-01T00:00:00.123456Z', '2026-01-01T00:00:00.123Z'],
		['2026-05-08T16:25:00.999999999Z', '2026-05-08T16:25:00.999Z'],
		['2026-01-01T01:00:00+02:00', '2025-12-31T23:00:00.000Z'],
		['2026-01-01T01:00:00.123456789-05:30', '2026-01-01T06:30:00.123Z'],
		['2026-01-01 01:00:00+00:00', '2026-01-01T01:00:00.000Z'],
		['2026-01-01', '2026-01-01T00:00:00.000Z'],
	])('%s is %s', (text, time) => expect(isoTime(text)).toBe(time));

	it('without an offset is UTC, whatever the zone of the machine', () => {
		const program =
			"const { isoTime } = require('./core/schema.ts'); console.log(isoTime('2026-01-01T12:00:00'), isoTime('2026-07-01 12:00:00.123456'))";
		const options = { encoding: 'utf8', env: { ...process.env, TZ: 'America/New_York' } } as const;
		const printed = execFileSync(process.execPath, ['--require', 'tsx/cjs', '-e', program], options);
		expect(printed.trim()).toBe('2026-01-01T12:00:00.000Z 2026-07-01T12:00:00.123Z');
	});

	it.each([
		'',
		'now',
		'1767225600',
		'01/02/2026',
		'2026',
		'2026-13-01T00:00:00Z',
		'2026-01-01T25:00:00Z',
		'2026-01-01 (noon)',
		'2026-01-01 noon',
		'Thu, 01 Jan 2026 00:00:00 GMT',
		'2026-01-01T00:00:00Z; x',
		'0000-01-01T00:00:00+00:01',
		'9999-12-31T23:59:59-00:01',
	])('is unknown where %p stands', (text) => expect(isoTime(text)).toBeNull());

	it('is unknown where nothing stands', () => expect(isoTime(undefined)).toBeNull());
});
