import { createHash, createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Provider } from '../../../core';

/**
 * Identifies one account of a provider: a digest of the base URL and the keys. An account name that the server reports is
 * not used, because anybody's own server could report the same name.
 */
export function accountOf(provider: Provider, credential: ICredentialDataDecryptedObject): string {
	return digest(provider, credential, keysIn(provider, credential));
}

/** Identifies one n8n credential, also after its keys were changed: a digest of the base URL and the credential's id. */
export function credentialBinding(provider: Provider, credential: ICredentialDataDecryptedObject, id: string): string {
	return digest(provider, credential, ['credential', id]);
}

/**
 * The signing secret of a webhook, for providers that let us choose one: a digest of the keys and the URL. The same account
 * and URL always give the same secret, so a secret that was lost or overwritten can be computed again. It doesn't reveal the keys.
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
