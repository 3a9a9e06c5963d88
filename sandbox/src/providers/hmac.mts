import { createHmac } from 'node:crypto';

/** HMAC-SHA256 of UTF-8 text. A string key is used as its UTF-8 bytes. */
export function hmacSha256(key: string | Buffer, text: string, encoding: 'hex' | 'base64'): string {
	return createHmac('sha256', key).update(text, 'utf8').digest(encoding);
}
