import type { FunctionsBase } from 'n8n-workflow';

import type { Provider } from '../../../core';

/** The Webhook Signing Secret that the user entered in the credential; `undefined` if the field is empty. */
export async function pastedSecret(context: Pick<FunctionsBase, 'getCredentials'>, { credential }: Provider): Promise<string | undefined> {
	const { webhookSecret } = await context.getCredentials(credential.typeName);
	return typeof webhookSecret === 'string' ? webhookSecret.trim() || undefined : undefined;
}
