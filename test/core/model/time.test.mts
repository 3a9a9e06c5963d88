import { execFileSync } from 'node:child_process';

import { describe, expect, it } from '@jest/globals';

import { isoTime } from '../../../core/model/time.ts';

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
		['2024-02-29T23:59:59z', '2024-02-29T23:59:59.000Z'],
		['2024-02-29T23:30:00-0100', '2024-03-01T00:30:00.000Z'],
	])('%s is %s', (text, time) => expect(isoTime(text)).toBe(time));

	it('without an offset is UTC, whatever the zone of the machine', () => {
		const program =
			"const { isoTime } = require('./core/model/time.ts'); console.log(isoTime('2026-01-01T12:00:00'), isoTime('2026-07-01 12:00:00.123456'))";
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
		'2026-01-01T24:00:00Z',
		'2026-02-29T00:00:00Z',
		'2026-02-30T00:00:00+01:00',
		'2026-04-31',
		'2026-01-00',
		'2026-01-01T00:60:00Z',
		'2026-01-01 (noon)',
		'2026-01-01 noon',
		'Thu, 01 Jan 2026 00:00:00 GMT',
		'2026-01-01T00:00:00Z; x',
		'0000-01-01T00:00:00+00:01',
		'0001-01-01T00:00:00Z',
		'1970-01-01T00:00:00.000Z',
		'9999-12-31T23:59:59-00:01',
	])('is unknown where %p stands', (text) => expect(isoTime(text)).toBeNull());

	it('is unknown where nothing stands', () => expect(isoTime(undefined)).toBeNull());
});
