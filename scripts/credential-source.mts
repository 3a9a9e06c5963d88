import type { Provider } from '../core/providers/provider.ts';
import { DOCS_URL } from './codex-source.mts';

/** Returns the name that n8n expects for the class and the file: `LinqTapbackApi` for `linqTapbackApi`. */
export function credentialClassName({ credential }: Provider): string {
	return credential.typeName.charAt(0).toUpperCase() + credential.typeName.slice(1);
}

/** Formats the source of a provider's n8n credential type, because n8n requires one class per file, and literals that its linter can read. */
export function credentialSource(provider: Provider): string {
	const { credential, name, defaultBaseUrl, id } = provider;
	const headers = Object.entries(credential.headers)
		.map(([header, template]) => `\t\t\t\t${quoted(header)}: ${filledIn(template)},`)
		.join('\n');
	return `// Generated from core/providers/${id} by \`npm run generate\`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class ${credentialClassName(provider)} implements ICredentialType {
	name = ${quoted(credential.typeName)};

	displayName = ${quoted(credential.displayName)};

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = '${DOCS_URL}/setup/${id}.md';

	properties: INodeProperties[] = [
${credential.fields.map(secretField).join('\n')}
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. the secret of a webhook that you registered by hand',
			description: ${quoted(`Usually empty, because Inbound Tapback stores the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or if the key was issued earlier. ${credential.webhookSecretHint}.`)},
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: ${quoted(defaultBaseUrl)},
			description: ${quoted(`The address of ${name}’s API. Leave it as it is, unless you use a proxy or the sandbox.`)},
		},
	];

	// The nodes test it (testedBy), because a request here would report an unknown host only as ENOTFOUND.
	test = undefined;

	// A function, because n8n 2.41 can't evaluate expressions outside of an execution.
	async authenticate(credentials: ICredentialDataDecryptedObject, request: IHttpRequestOptions): Promise<IHttpRequestOptions> {
		return {
			...request,
			headers: {
				...request.headers,
${headers}
			},
		};
	}
}
`;
}

function secretField({ displayName, name, description, placeholder }: Provider['credential']['fields'][number]): string {
	return `		{
			displayName: ${quoted(displayName)},
			name: ${quoted(name)},
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: ${quoted(placeholder)},
			description: ${quoted(description)},
		},`;
}

/** Turns `Bearer {apiKey}` into a template literal with the fields of the credential. */
function filledIn(template: string): string {
	return `\`${template.replace(/[\\`$]/g, '\\$&').replace(/\{(\w+)\}/g, '${credentials.$1}')}\``;
}

function quoted(text: string): string {
	return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}
