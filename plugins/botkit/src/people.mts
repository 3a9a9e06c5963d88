/** `+1 (202) 555-0123` and `+12025550123` are one address; e-mail addresses ignore case. */
export function plainAddress(address: string): string {
	return address.includes('@') ? address.trim().toLowerCase() : address.replace(/[\s().-]/g, '');
}

export function isSamePerson(a: string, b: string): boolean {
	return plainAddress(a) === plainAddress(b);
}
