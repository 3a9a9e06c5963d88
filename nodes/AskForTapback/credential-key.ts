import type { FunctionsBase } from 'n8n-workflow';

import type { Provider } from '../../core';

/** What the credential authenticates with, as one text. */
export async function credentialKey(context: Pick<FunctionsBase, 'getCredentials'>, { credential }: Provider): Promise<string> {
	const values = await context.getCredentials(credential.typeName);
	return JSON.stringify(credential.fields.map(({ name }) => values[name]));
}
