import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { SecretStore, Provider } from '../../../core';
import { accountOf, credentialBinding } from './account';

/** Prefix of our keys in the workflow's static data. */
export const SECRET_PREFIX = 'tapback:';

const secretsOfProcess = new Map<string, string>();

/**
 * Stores signing secrets that a provider shows only once, for all webhooks of one owner. They are stored in the workflow's
 * static data, which survives a restart and a renamed node, and in this process, where test runs and other workflows find
 * them, too. The owner's name comes from the server and proves nothing. So each secret is stored for the base URL and the
 * keys that it was received with, and for the credential, whose keys may be replaced.
 */
export async function secretStoreOf(context: IHookFunctions | IWebhookFunctions, provider: Provider): Promise<SecretStore> {
	const { typeName } = provider.credential;
	const credential = await context.getCredentials(typeName);
	const { id = null } = context.getNode().credentials?.[typeName] ?? {};
	const bindings = [accountOf(provider, credential), ...(id === null ? [] : [credentialBinding(provider, credential, id)])];
	const keysOf = (owner: string) => bindings.map((binding) => `${SECRET_PREFIX}${provider.id}:${binding}:${owner}`);
	return {
		get(owner) {
			const staticData = context.getWorkflowStaticData('global');
			const found = keysOf(owner).flatMap((key) => [staticData[key], secretsOfProcess.get(key)]);
			return found.find((secret): secret is string => typeof secret === 'string');
		},
		keep(owner, secret) {
			for (const key of keysOf(owner)) {
				context.getWorkflowStaticData('global')[key] = secret;
				secretsOfProcess.set(key, secret);
			}
		},
	};
}
