import { describe, expect, it } from '@jest/globals';

import { isSameAddress, plainAddress } from '../../core/address.ts';

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
