import type { IHookFunctions } from 'n8n-workflow';

import type { KeptSecrets, Provider } from '../../core';

const ofThisProcess = new Map<string, string>();

/**
 * Signing secrets that a provider shows only once, for all webhooks of one owner. They stand in the workflow's
 * static data, which survives a restart and a renamed node, and in this process, so that a test run and another
 * workflow find them, too.
 */
export function keptSecretsOf(context: IHookFunctions, provider: Provider): KeptSecrets {
	const ofThisWorkflow = () => context.getWorkflowStaticData('global');
	const keyOf = (owner: string) => `tapback:${provider.id}:${owner}`;
	return {
		get(owner) {
			const kept = ofThisWorkflow()[keyOf(owner)];
			return typeof kept === 'string' ? kept : ofThisProcess.get(keyOf(owner));
		},
		keep(owner, secret) {
			ofThisWorkflow()[keyOf(owner)] = secret;
			ofThisProcess.set(keyOf(owner), secret);
		},
	};
}
