import { describe, expect, it } from '@jest/globals';

import { checkAddress, isSameAddress, plainAddress } from '../../../core/model/address.ts';

describe('an address', () => {
	it.each([
		'+12025550123',
		'+1 (202) 555-0123',
		'+1.202.555.0123',
		' +1 202 555 0123 ',
		'tel:+1-202-555-0123',
		'0012025550123',
		'\u202a+1 202 555 0123\u202c',
		'+1\u2011202\u2013555\u00a00123',
	])('is one phone number as %j', (written) => expect(plainAddress(written)).toBe('+12025550123'));

	it('ignores the case of an e-mail', () => {
		expect(isSameAddress('mailto:Sam@Example.com', ' sam@example.COM')).toBe(true);
	});

	it('is never given a country code', () => {
		expect(isSameAddress('2025550123', '+12025550123')).toBe(false);
		expect(isSameAddress('+492025550123', '+12025550123')).toBe(false);
	});

	it.each(['U024BE7LH', 'user-1.a', '29:1abc_x', ''])('that is neither stays as it is: %j', (name) =>
		expect(plainAddress(name)).toBe(name),
	);
});

describe('an address that somebody is let in by', () => {
	const ACTORS = { field: 'actors', label: 'Actors' };

	it.each([
		['+1 (202) 555-0123', '+12025550123'],
		['tel:0012025550123', '+12025550123'],
		['Sam.Smith+1@Example.co.uk', 'sam.smith+1@example.co.uk'],
	])('may be %j', (given, plain) => expect(checkAddress(given, ACTORS)).toBe(plain));

	it.each(['(202) 555-0123', '2025550123', '12025550123', '+1', '+0202555012', '+12025550123456789', '+12025550123+12025550124'])(
		'is refused as the number %j, which nobody taps from',
		(given) => {
			expect(() => checkAddress(given, ACTORS)).toThrow(`Actors has “${given}”, which is not a complete phone number. Write it with + and`);
		},
	);

	it.each([
		'Ana',
		'+12025550123; +12025550124',
		'sam@example',
		'sam@@example.com',
		'sam@example.com sue@example.com',
		'[object Object]',
		'',
	])('is refused as %j, which is no address', (given) => {
		expect(() => checkAddress(given, ACTORS)).toThrow(`Actors has “${given}”, which is neither a phone number nor an e-mail address.`);
	});

	it('that is refused names the field, and is shown shortened', () => {
		const refusal = () => checkAddress('x'.repeat(1000), ACTORS);
		expect(refusal).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', details: { field: 'actors' } }));
		expect(refusal).not.toThrow('x'.repeat(101));
	});
});
