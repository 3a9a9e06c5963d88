import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { TapbackError, type FieldValues, type Provider, type WebhookSpec } from '../../../core';
import { chosenSecret } from './account';
import { secretStoreOf } from './secret-store';
import { pastedSecret } from './pasted-secret';

type Context = IHookFunctions | IWebhookFunctions;

/** @throws TapbackError INVALID_INPUT if n8n has no URL for the webhook of this name. */
export function requireWebhookUrl(context: Context, name: Parameters<Context['getNodeWebhookUrl']>[0]): string {
	const url = context.getNodeWebhookUrl(name);
	if (url !== undefined) return url;
	throw new TapbackError('INVALID_INPUT', 'n8n gave this node no webhook URL. Save the workflow and publish it again.');
}

/** The webhook that a node needs, with the known secrets and, where the provider lets us choose, the secret to register. */
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

/** A spec for reading what is registered at the provider. It has no secret, so create no webhook with it. */
export function lookupSpec(url: string, fields: FieldValues = {}): WebhookSpec {
	return { url, fields, knownSecret: undefined, newSecret: () => '' };
}

/**
 * Whether n8n is starting, or this process takes over from another n8n process. The webhooks of published workflows are
 * still registered then, and nobody would see an error.
 */
export function startsAgain(context: IHookFunctions | ITriggerFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}
