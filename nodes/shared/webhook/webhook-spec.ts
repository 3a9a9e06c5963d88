import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { TapbackError, type FieldValues, type Provider, type WebhookSpec } from '../../../core';
import { chosenSecret } from './account';
import { secretStoreOf } from './secret-store';
import { pastedSecret } from './pasted-secret';

type Context = IHookFunctions | IWebhookFunctions;

/** @throws TapbackError INVALID_INPUT where n8n has no URL for the webhook of this name. */
export function requireWebhookUrl(context: Context, name: Parameters<Context['getNodeWebhookUrl']>[0]): string {
	const url = context.getNodeWebhookUrl(name);
	if (url !== undefined) return url;
	throw new TapbackError('INVALID_INPUT', 'n8n gave this node no webhook URL. Save the workflow and publish it again.');
}

/** The webhook of a node, with the secrets that are known and the one to choose. */
export async function webhookSpec(
	context: Context,
	provider: Provider,
	wanted: Pick<WebhookSpec, 'url' | 'fields' | 'knownSecret' | 'wantsMessages' | 'isTemporary'>,
): Promise<WebhookSpec> {
	const credential = await context.getCredentials(provider.credential.typeName);
	return {
		...wanted,
		secretStore: await secretStoreOf(context, provider),
		pastedSecret: await pastedSecret(context, provider),
		newSecret: () => chosenSecret(provider, credential, wanted.url),
	};
}

/** For finding what is registered at the provider: no webhook is created with it. */
export function lookupSpec(url: string, fields: FieldValues = {}): WebhookSpec {
	return { url, fields, knownSecret: undefined, newSecret: () => '' };
}

/**
 * Whether n8n starts, or another of its processes takes over: the webhooks of published workflows are still registered
 * then, and nobody looks at an error.
 */
export function startsAgain(context: IHookFunctions | ITriggerFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}
