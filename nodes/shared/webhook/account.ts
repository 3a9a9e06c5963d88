import { createHash, createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Provider } from '../../../core';

/**
 * Tells the accounts of a provider apart: a digest of the address and the keys. What a server says of itself is no
 * name for it, because whoever runs a server of their own can say the same.
 */
export function accountOf(provider: Provider, credential: ICredentialDataDecryptedObject): string {
	return digest(provider, credential, keysIn(provider, credential));
}

/** The same for one credential of n8n's, whose keys may be changed: its address and its id. */
export function credentialBinding(provider: Provider, credential: ICredentialDataDecryptedObject, id: string): string {
	return digest(provider, credential, ['credential', id]);
}

/**
 * A signing secret that is the same whenever the same account registers the same URL, for providers that let us choose:
 * a secret that was lost, or put back by somebody else, is then still the right one. It tells nothing of the keys.
 */
export function chosenSecret(provider: Provider, credential: ICredentialDataDecryptedObject, url: string): string {
	const key = JSON.stringify(keysIn(provider, credential));
	return createHmac('sha256', key).update(`tapback signing secret\n${provider.id}\n${url}`).digest('base64url');
}

function digest(provider: Provider, { baseUrl }: ICredentialDataDecryptedObject, parts: readonly string[]): string {
	const address = String(baseUrl || provider.defaultBaseUrl);
	const hash = createHash('sha256').update(JSON.stringify([provider.id, address, ...parts]));
	return hash.digest('base64url').slice(0, 22);
}

function keysIn({ credential: { fields } }: Provider, credential: ICredentialDataDecryptedObject): string[] {
	return fields.map(({ name }) => String(credential[name] ?? ''));
}
