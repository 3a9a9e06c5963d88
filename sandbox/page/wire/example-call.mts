import type { ProviderOverview } from '../../src/control/overview.mts';
import { authenticationHeaders } from '../../src/providers/description.mts';
import { descriptionOf } from '../state/description-of.mts';
import { buildCurl } from './curl.mts';

/** A first call to try: a read with the provider's credentials, as a curl command. */
export function exampleCurl(providerId: string, { baseUrl, credentials }: Pick<ProviderOverview, 'baseUrl' | 'credentials'>): string {
	const { exampleCall = '/', headers = {} } = descriptionOf(providerId) ?? {};
	return buildCurl({
		method: 'GET',
		url: `${baseUrl}${exampleCall}`,
		headers: authenticationHeaders({ headers }, credentials),
		body: undefined,
	});
}
