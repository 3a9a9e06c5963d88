import { TapbackError } from '../model/errors';
import type { Api } from './api';

/**
 * Returns the headers that authenticate a request, for hosts that store the credentials themselves.
 * @throws TapbackError INVALID_INPUT that names an empty credential field.
 */
export function authenticationHeaders(provider: Api, credentials: Readonly<Record<string, string | undefined>>): Record<string, string> {
	const fill = (template: string) =>
		template.replace(/\{(\w+)\}/g, (_, field: string) => {
			const value = credentials[field];
			if (value) return value;
			const title = provider.credential.fields.find(({ name }) => name === field)?.displayName ?? field;
			throw new TapbackError('INVALID_INPUT', `${title} is empty in the credential of ${provider.name}. Enter it there.`, { field });
		});
	return Object.fromEntries(Object.entries(provider.credential.headers).map(([name, template]) => [name, fill(template)]));
}
