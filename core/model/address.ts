import { TapbackError } from './errors';
import { PHONE_NUMBER } from './formats';

/**
 * Writes an address in one form, so that two can be compared: `+1 (202) 555-0123`, `tel:+1-202-555-0123` and
 * `0012025550123` become `+12025550123`; an e-mail address becomes lower case. Adds no country code. Any other text,
 * such as a user name, stays as it is.
 */
export function plainAddress(address: string): string {
	// An address copied from a phone may contain invisible direction marks.
	const bare = address
		.replace(/\p{Cf}/gu, '')
		.trim()
		.replace(/^(?:tel|sms|mailto):/i, '');
	if (bare.includes('@')) return bare.toLowerCase();
	const isNumber = /\d/.test(bare) && /^[+\d\s()./\p{Pd}]+$/u.test(bare);
	return isNumber ? bare.replace(/[^+\d]/g, '').replace(/^00/, '+') : bare;
}

/** Whether two addresses are the same in the form of `plainAddress`. */
export function isSameAddress(a: string, b: string): boolean {
	return plainAddress(a) === plainAddress(b);
}

/** One `@`, and a dot in the domain. No spaces, and no characters that separate the entries of a list. */
const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}\.[^\s@,;<>".]{2,63}$/;

/**
 * Checks the address of a person, and returns it in the form of `plainAddress`: a phone number with country code, or an
 * e-mail address. `field` is the name of the parameter, `label` its title for the user.
 * @throws TapbackError INVALID_INPUT for any other text, because it could never match. The message begins with the label.
 */
export function checkAddress(given: string, { field, label }: { field: string; label: string }): string {
	const plain = plainAddress(given);
	if (PHONE_NUMBER.pattern.test(plain) || EMAIL.test(plain)) return plain;
	const shown = given.trim().slice(0, 100);
	const isNumber = /^[+\d]+$/.test(plain) && /\d/.test(plain);
	const why = isNumber
		? 'which is not a complete phone number. Write it with + and the country code, like +12025550123'
		: 'which is neither a phone number nor an e-mail address. Write +12025550123 or sam@example.com, and separate several with commas';
	throw new TapbackError('INVALID_INPUT', `${label} has “${shown}”, ${why}.`, { field });
}
