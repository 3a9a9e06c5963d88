import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A UUID that is the same on every start, for the seed. */
export function seededUuid(name: string): string {
	const hex = seededHex(name, 32);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Hex digits that are the same on every start. */
export function seededHex(name: string, length: number): string {
	return createHash('sha256').update(`tapback-sandbox:${name}`).digest('hex').slice(0, length);
}

/** A new UUID. Ids made at run time are random, so that no id repeats after a reset. */
export function freshUuid(): string {
	return randomUUID();
}

/** Fresh hex digits. */
export function freshHex(length: number): string {
	return randomBytes(Math.ceil(length / 2))
		.toString('hex')
		.slice(0, length);
}

/** Fresh random bytes in base64, as vendors print their secrets. */
export function freshSecret(bytes = 32): string {
	return randomBytes(bytes).toString('base64');
}
