import { createHmac } from 'node:crypto';

/** The HMAC-SHA256 of a body with a text before it. */
export function hmac(key: string | Uint8Array, before: string, body: string | Uint8Array): Buffer {
	return createHmac('sha256', key).update(before).update(body).digest();
}
