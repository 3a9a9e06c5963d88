import type { IHookFunctions } from 'n8n-workflow';

import type { FieldValues, Provider } from '../../core';

/*
 * Signing secrets that a provider shows only once, for all webhooks of one owner. They outlive the webhook:
 * in the workflow's static data, which survives a restart and a renamed node, and in this process, so that a
 * test run and another workflow find them, too.
 */
const ofThisProcess = new Map<string, string>();

export function keepSecret(context: IHookFunctions, provider: Provider, fields: FieldValues, secret: string): void {
	const key = keyOf(context, provider, fields);
	ofThisProcess.set(key, secret);
	context.getWorkflowStaticData('global')[key] = secret;
}

export function keptSecret(context: IHookFunctions, provider: Provider, fields: FieldValues): string | undefined {
	if (!provider.registration.reusesSecret) return undefined;
	const key = keyOf(context, provider, fields);
	const kept = context.getWorkflowStaticData('global')[key];
	return typeof kept === 'string' ? kept : ofThisProcess.get(key);
}

function keyOf(context: IHookFunctions, provider: Provider, fields: FieldValues): string {
	const account = context.getNode().credentials?.[provider.credential.typeName]?.id ?? '';
	return `tapback:${provider.id}:${account}:${JSON.stringify(fields)}`;
}
