import type { ProviderOverview } from '../../src/control/overview.mts';
import type { ProviderId } from '../../src/model/reaction.mts';
import { isProviderId } from './provider-id.mts';

/** A field of n8n's credential dialog, and what belongs into it. */
export interface CredentialField {
	label: string;
	value: string;
}

const KEY_LABELS: Readonly<Record<ProviderId, Readonly<Record<string, string>>>> = {
	agentphone: { apiKey: 'API Key' },
	inkbox: { apiKey: 'API Key' },
	linq: { apiKey: 'API Token' },
	sendblue: { apiKeyId: 'API Key ID', apiSecretKey: 'API Secret Key' },
	tuco: { apiKey: 'API Key' },
};

/** What to fill into n8n's credential dialog, in its order and by its labels. */
export function credentialFields(
	providerId: string,
	{ baseUrl, credentials }: Pick<ProviderOverview, 'baseUrl' | 'credentials'>,
): CredentialField[] {
	const labels = isProviderId(providerId) ? KEY_LABELS[providerId] : {};
	const keys = Object.entries(credentials).map(([name, value]) => ({ label: labels[name] ?? name, value }));
	return [...keys, { label: 'Base URL', value: baseUrl }];
}

/** What n8n calls the kind of credential. */
export function credentialType(providerName: string): string {
	return `${providerName} Tapback API`;
}
