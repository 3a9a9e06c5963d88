import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { SecretStore, Provider } from '../../../core';
import { accountOf, credentialBinding } from './account';

/** What ours are called in the workflow's static data. */
export const SECRET_PREFIX = 'tapback:';

const ofThisProcess = new Map<string, string>();

/**
 * Signing secrets that a provider shows only once, for all webhooks of one owner. They are in the workflow's static
 * data, which survives a restart and a renamed node, and in this process, so that a test run and another workflow find
 * them, too. Who the owner is, the server says; so each belongs to the address and the keys it was got with, and to the
 * credential at that address, whose keys may be renewed.
 */
export async function secretStoreOf(context: IHookFunctions | IWebhookFunctions, provider: Provider): Promise<SecretStore> {
	const { typeName } = provider.credential;
	const credential = await context.getCredentials(typeName);
	const { id = null } = context.getNode().credentials?.[typeName] ?? {};
	const bindings = [accountOf(provider, credential), ...(id === null ? [] : [credentialBinding(provider, credential, id)])];
	const keysOf = (owner: string) => bindings.map((binding) => `${SECRET_PREFIX}${provider.id}:${binding}:${owner}`);
	return {
		get(owner) {
			const ofThisWorkflow = context.getWorkflowStaticData('global');
			const kept = keysOf(owner).flatMap((key) => [ofThisWorkflow[key], ofThisProcess.get(key)]);
			return kept.find((secret): secret is string => typeof secret === 'string');
		},
		keep(owner, secret) {
			for (const key of keysOf(owner)) {
				context.getWorkflowStaticData('global')[key] = secret;
				ofThisProcess.set(key, secret);
			}
		},
	};
}
