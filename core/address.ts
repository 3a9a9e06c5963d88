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
