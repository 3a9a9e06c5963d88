import type { ProviderField } from '../core/providers/fields.ts';
import type { Provider } from '../core/providers/provider.ts';

export const CREDENTIAL_TYPES_FILE = 'core/providers/credential-types.ts';

/** The source of the types by which a host in TypeScript can check what it is given for a provider. */
export function credentialTypesSource(providers: readonly Provider[]): string {
	const ids = providers.map(({ id }) => `'${id}'`).join(' | ');
	return `// Generated from core/providers/registry.ts by \`npm run generate\`: change the providers, not this file.

/** The ids of the providers there are. */
export type ProviderId = ${ids};

/** The secret fields that authenticate a request. */
export interface CredentialsByProvider {
${rows(providers, ({ credential }) => credential.fields.map(({ name }) => `${name}: string`))}
}

/** What a provider needs for sending, besides the message and the reaction. */
export interface SendFieldsByProvider {
${rows(providers, ({ fields }) => fields.send.map(fieldType))}
}

/** What a provider needs for reading the tapbacks on a message, besides the message. */
export interface GetFieldsByProvider {
${rows(providers, ({ fields }) => fields.get.map(fieldType))}
}

/** What a provider needs for registering a webhook, besides its URL. */
export interface InboundFieldsByProvider {
${rows(providers, ({ fields }) => fields.inbound.map(fieldType))}
}
`;
}

function rows(providers: readonly Provider[], membersOf: (provider: Provider) => string[]): string {
	return providers
		.map((provider) => {
			const members = membersOf(provider);
			return `\t${provider.id}: ${members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`};`;
		})
		.join('\n');
}

function fieldType({ name, required, many }: ProviderField): string {
	return `${name}${required ? '' : '?'}: ${many ? 'readonly string[]' : 'string'}`;
}
