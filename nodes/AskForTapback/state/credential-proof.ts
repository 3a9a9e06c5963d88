import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FunctionsBase } from 'n8n-workflow';

import type { Provider } from '../../../core';

/*
 * Everybody who may open an execution or a Data Table can read it, and edit parts of it. So secrets are stored there
 * encrypted, and everything that may lead to a yes is signed. Both keys are derived from the credential.
 */

/** Seals and signs: only a holder of the node's credential can make the result, or read what is sealed. */
export interface CredentialProof {
	/** The same for all nodes that use one account of a provider. Reveals nothing about the key. */
	account: string;
	seal(secret: string): string;
	/** `undefined` if it was sealed with another key, or changed since. */
	unseal(sealed: string): string | undefined;
	sign(purpose: string, text: string): string;
	isSigned(purpose: string, text: string, signature: unknown): boolean;
}

const CIPHER = 'aes-256-gcm';
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @throws n8n's error if the credential is missing. */
export async function credentialProof(
	context: Pick<FunctionsBase, 'getCredentials'>,
	{ id, credential }: Provider,
): Promise<CredentialProof> {
	const values = await context.getCredentials(credential.typeName);
	const key = JSON.stringify([id, values.baseUrl ?? '', ...credential.fields.map(({ name }) => values[name])]);
	return {
		account: derive(key, '', 'account').subarray(0, 8).toString('hex'),
		seal: (secret) => seal(secret, key),
		unseal: (sealed) => unseal(sealed, key),
		sign: (purpose, text) => signText(derive(key, '', purpose), text),
		isSigned: (purpose, text, signature) => isSignedText(derive(key, '', purpose), text, signature),
	};
}

export function signText(key: string | Buffer, text: string): string {
	return createHmac('sha256', key).update(text).digest('hex');
}

/** In constant time. */
function isSignedText(key: string | Buffer, text: string, signature: unknown): boolean {
	const expected = Buffer.from(signText(key, text));
	const given = Buffer.from(typeof signature === 'string' ? signature : '');
	return given.length === expected.length && timingSafeEqual(given, expected);
}

function seal(secret: string, key: string): string {
	const salt = randomBytes(SALT_BYTES);
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(CIPHER, derive(key, salt, 'seal'), iv);
	const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	return Buffer.concat([salt, iv, cipher.getAuthTag(), hidden]).toString('base64');
}

function unseal(sealed: string, key: string): string | undefined {
	const bytes = Buffer.from(sealed, 'base64');
	const [ivAt, tagAt, hiddenAt] = [SALT_BYTES, SALT_BYTES + IV_BYTES, SALT_BYTES + IV_BYTES + TAG_BYTES];
	try {
		const decipher = createDecipheriv(CIPHER, derive(key, bytes.subarray(0, ivAt), 'seal'), bytes.subarray(ivAt, tagAt), {
			authTagLength: TAG_BYTES,
		});
		decipher.setAuthTag(bytes.subarray(tagAt, hiddenAt));
		return Buffer.concat([decipher.update(bytes.subarray(hiddenAt)), decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

function derive(key: string, salt: string | Uint8Array, purpose: string): Buffer {
	return Buffer.from(hkdfSync('sha256', key, salt, `tapback: ${purpose}`, 32));
}
