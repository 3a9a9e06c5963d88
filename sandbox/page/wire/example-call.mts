import type { ProviderOverview } from '../../src/control/overview.mts';
import { buildCurl } from './curl.mts';

/** A read of each vendor that answers with something to look at. */
const READS: Readonly<Record<string, string>> = {
	agentphone: '/v1/numbers',
	inkbox: '/api/whoami',
	linq: '/api/partner/v3/phone_numbers',
	sendblue: '/api/lines',
	tuco: '/api/lines/by-user',
};

/** A first call to try: a read with the provider's credentials, as a curl command. */
export function exampleCurl(providerId: string, { baseUrl, credentials }: Pick<ProviderOverview, 'baseUrl' | 'credentials'>): string {
	const url = `${baseUrl}${READS[providerId] ?? '/'}`;
	return buildCurl({ method: 'GET', url, headers: authHeaders(providerId, credentials), body: undefined });
}

function authHeaders(
	providerId: string,
	{ apiKey = '', apiKeyId = '', apiSecretKey = '' }: Record<string, string>,
): Record<string, string> {
	if (providerId === 'sendblue') return { 'sb-api-key-id': apiKeyId, 'sb-api-secret-key': apiSecretKey };
	return providerId === 'inkbox' ? { 'x-api-key': apiKey } : { authorization: `Bearer ${apiKey}` };
}
