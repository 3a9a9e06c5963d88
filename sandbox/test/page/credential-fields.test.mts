import { describe, expect, it } from '@jest/globals';
import { PROVIDERS, type Provider } from '../../../core/index.ts';
import { credentialFields, credentialType } from '../../page/settings/credential-fields.mts';
import { startTestSandbox } from '../harness/sandbox.mts';

/** The dialog's fields from top to bottom, as its generated credential has them. */
function dialogFields({ credential }: Provider): { name: string; displayName: string }[] {
	return [...credential.fields, { name: 'baseUrl', displayName: 'Base URL' }];
}

describe('the credentials to copy', () => {
	it.each(PROVIDERS)('are labelled as in n8n’s dialog for $name', async (provider) => {
		const sandbox = await startTestSandbox();
		const overview = sandbox.control.overview().providers[provider.id];
		await sandbox.close();
		if (!overview) throw new Error(`The sandbox plays ${provider.name}.`);
		const values: Record<string, string> = { baseUrl: overview.baseUrl, ...overview.credentials };
		const wanted = dialogFields(provider).map(({ name, displayName }) => ({ label: displayName, value: values[name] }));
		expect(credentialFields(provider.id, overview)).toEqual(wanted);
		expect(wanted).toHaveLength(Object.keys(values).length);
		expect(credentialType(overview.name)).toBe(provider.credential.displayName);
	});
});
