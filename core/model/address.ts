import { TapbackError } from './errors';
import { PHONE_NUMBER } from './formats';

/**
 * An address in the one form in which two can be compared: `+1 (202) 555-0123`, `tel:+1-202-555-0123` and
 * `0012025550123` are `+12025550123`; e-mail addresses ignore case. A country code is never guessed, and what is
 * neither, such as the name of a user, stays as it is.
 */
export function plainAddress(address: string): string {
	// Addresses that were copied from a phone carry marks of the writing direction.
	const bare = address
		.replace(/\p{Cf}/gu, '')
		.trim()
		.replace(/^(?:tel|sms|mailto):/i, '');
	if (bare.includes('@')) return bare.toLowerCase();
	const isNumber = /\d/.test(bare) && /^[+\d\s()./\p{Pd}]+$/u.test(bare);
	return isNumber ? bare.replace(/[^+\d]/g, '').replace(/^00/, '+') : bare;
}

export function isSameAddress(a: string, b: string): boolean {
	return plainAddress(a) === plainAddress(b);
}

/** One `@` with something on both sides, the right one with a dot; no spaces and no separators of a list. */
const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}\.[^\s@,;<>".]{2,63}$/;

/**
 * The address of a person, as `plainAddress` writes it, if a tapback can come from it: a phone number with its country
 * code, or an e-mail address. `field` is the parameter, `label` what its user sees.
 * @throws TapbackError INVALID_INPUT that begins with the label, for an address that could never match.
 */
export function checkAddress(given: string, { field, label }: { field: string; label: string }): string {
	const plain = plainAddress(given);
	if (PHONE_NUMBER.pattern.test(plain) || EMAIL.test(plain)) return plain;
	const shown = given.trim().slice(0, 100);
	const isNumber = /^[+\d]+$/.test(plain) && /\d/.test(plain);
	const why = isNumber
		? 'which is no whole phone number. Write it with + and the country code, like +12025550123'
		: 'which is neither a phone number nor an e-mail address. Write +12025550123 or sam@example.com, several with commas between';
	throw new TapbackError('INVALID_INPUT', `${label} has “${shown}”, ${why}.`, { field });
}
