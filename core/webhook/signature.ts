import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

import { createBoundedMap } from '../model/bounded-map';
import { TapbackError } from '../model/errors';
import { headerOf, type Headers } from '../http/types';
import type { Delivery } from '../providers/webhook';

const MOST_KEYS = 100;

/**
 * Creates a function that turns a secret into a key. It keeps the last 100 keys, because on Node 24 creating a key takes
 * several times as long as hashing a delivery.
 */
export function signingKeys(bytesOf: (secret: string) => Uint8Array): (secret: string) => KeyObject {
	const keys = createBoundedMap<KeyObject>(MOST_KEYS);
	return (secret) => {
		const known = keys.get(secret);
		if (known !== undefined) return known;
		const key = createSecretKey(bytesOf(secret));
		keys.set(secret, key);
		return key;
	};
}

/**
 * Returns the key of a secret that is used as it is, in UTF-8.
 * @throws TapbackError SECRET_MISSING for an empty secret.
 */
export const keyOfText = signingKeys((secret) => Buffer.from(requireSecret(secret), 'utf8'));

/** HMAC-SHA256 over the concatenated parts. A string counts as UTF-8. */
export function hmacSha256(key: KeyObject, ...parts: Array<string | Uint8Array>): Buffer {
	const hmac = createHmac('sha256', key);
	for (const part of parts) hmac.update(part);
	return hmac.digest();
}

/** Whether a received signature is the expected one in lower-case hexadecimal, in constant time. */
export function matchesHex(expected: Buffer, received: string): boolean {
	const isCanonical = received.length === 2 * expected.length && received === received.toLowerCase();
	return isCanonical && sameBytes(expected, Buffer.from(received, 'hex'));
}

/**
 * Compares a signature of the form `sha256=<hex>`, in constant time.
 * @throws TapbackError NOT_VERIFIED if it doesn't fit.
 */
export function requireSha256(expected: Buffer, received: string): void {
	const fits = received.startsWith('sha256=') && matchesHex(expected, received.slice('sha256='.length));
	if (!fits) throw notVerified('The signature does not fit.');
}

/** Whether a received signature is the expected one in base64, to the last bit, in constant time. */
export function matchesBase64(expected: Buffer, received: string): boolean {
	return matchesText(expected.toString('base64'), received);
}

/** Whether two texts are the same, in constant time for equal lengths. */
export function matchesText(expected: string, received: string): boolean {
	return sameBytes(Buffer.from(expected, 'utf8'), Buffer.from(received, 'utf8'));
}

/** Whether a text is padded base64. */
export function isBase64(text: string): boolean {
	return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
}

/**
 * Returns the raw bytes of a delivery. A body that was parsed and written again can't be verified.
 * @throws TapbackError NOT_VERIFIED if they are missing.
 */
export function requireRawBody({ rawBody }: Delivery): Uint8Array {
	if (rawBody === undefined) throw notVerified('The raw body is missing.');
	return rawBody;
}

/**
 * Returns a header.
 * @throws TapbackError NOT_VERIFIED if it is absent, empty or repeated.
 */
export function requireHeader(headers: Headers, name: string): string {
	const value = headerOf(headers, name);
	if (value === undefined) throw notVerified(`The header ${name} is missing, empty or repeated.`);
	return value;
}

/**
 * Returns a secret that isn't empty. Without a secret, verification is refused, never skipped.
 * @throws TapbackError SECRET_MISSING for an empty secret, or the prefix whsec_ alone.
 */
export function requireSecret(secret: string): string {
	if (secret.replace(/^whsec_/, '').trim() === '') throw secretMissing();
	return secret;
}

/** Creates the error for a missing webhook signing secret. */
export function secretMissing(): TapbackError {
	return new TapbackError('SECRET_MISSING', 'There is no webhook signing secret, so nothing can be verified.', {
		field: 'webhookSecret',
		hintKey: 'get-a-secret',
	});
}

/**
 * Checks a timestamp (seconds since 1970) against `now` (milliseconds since 1970).
 * @throws TapbackError NOT_VERIFIED if they differ by more than the tolerance, in either direction.
 */
export function requireFresh(timestamp: string, options: { now: number; toleranceSeconds: number }): void {
	if (!/^\d{1,12}$/.test(timestamp)) throw notVerified('The timestamp is not a number of seconds.');
	const ageSeconds = options.now / 1000 - Number(timestamp);
	if (ageSeconds > options.toleranceSeconds) throw notVerified('The timestamp is too old.');
	if (ageSeconds < -options.toleranceSeconds) throw notVerified('The timestamp is in the future.');
}

/** Creates the error for a delivery that the provider didn't sign. */
export function notVerified(why: string): TapbackError {
	return new TapbackError('NOT_VERIFIED', why);
}

function sameBytes(expected: Uint8Array, received: Uint8Array): boolean {
	return expected.length === received.length && timingSafeEqual(expected, received);
}
