import type { ProviderOverview } from '../../src/control/overview.mts';
import { descriptionOf } from '../state/description-of.mts';

/** A field of n8n's credential dialog, and its value. */
export interface CredentialField {
	label: string;
	value: string;
}

/** The values for n8n's credential dialog, in its order and with its labels. */
export function credentialFields(
	providerId: string,
	{ baseUrl, credentials }: Pick<ProviderOverview, 'baseUrl' | 'credentials'>,
): CredentialField[] {
	const labels = descriptionOf(providerId)?.credentialLabels ?? {};
	const keys = Object.entries(credentials).map(([name, value]) => ({ label: labels[name] ?? name, value }));
	return [...keys, { label: 'Base URL', value: baseUrl }];
}

/** n8n's name of the credential type. */
export function credentialType(providerName: string): string {
	return `${providerName} Tapback API`;
}
