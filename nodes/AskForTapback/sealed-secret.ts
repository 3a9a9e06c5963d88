import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * What proves a delivery must outlive a restart, and of a parked node nothing does but its items, which anybody sees who
 * may see the execution. So it stands there sealed with what the credential holds.
 */

const CIPHER = 'aes-256-gcm';
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function seal(secret: string, key: string): string {
	const salt = randomBytes(SALT_BYTES);
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(CIPHER, derived(key, salt), iv);
	const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return Buffer.concat([salt, iv, cipher.getAuthTag(), hidden]).toString('base64');
}

/** `undefined` where another key sealed it, or somebody changed it. */
export function unseal(sealed: string, key: string): string | undefined {
	const bytes = Buffer.from(sealed, 'base64');
	const [ivAt, tagAt, hiddenAt] = [SALT_BYTES, SALT_BYTES + IV_BYTES, SALT_BYTES + IV_BYTES + TAG_BYTES];
	try {
		const decipher = createDecipheriv(CIPHER, derived(key, bytes.subarray(0, ivAt)), bytes.subarray(ivAt, tagAt), {
			authTagLength: TAG_BYTES,
		});
		decipher.setAuthTag(bytes.subarray(tagAt, hiddenAt));
		return Buffer.concat([decipher.update(bytes.subarray(hiddenAt)), decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

function derived(key: string, salt: Uint8Array): Buffer {
	return Buffer.from(hkdfSync('sha256', key, salt, 'tapback: what proves a delivery', 32));
}
