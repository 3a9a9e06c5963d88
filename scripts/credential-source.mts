import type { Provider } from '../core/provider.ts';

/** `linqTapbackApi` as the class and file name n8n expects: `LinqTapbackApi`. */
export function credentialClassName({ credential }: Provider): string {
	return credential.typeName.charAt(0).toUpperCase() + credential.typeName.slice(1);
}

/** The source of a provider's n8n credential type: n8n wants a class per file, with literals its linter can read. */
export function credentialSource(provider: Provider): string {
	const { credential, name, defaultBaseUrl, id } = provider;
	const headers = Object.entries(credential.headers)
		.map(([header, template]) => `\t\t\t\t${quoted(header)}: ${filledIn(template)},`)
		.join('\n');
	return `// Generated from core/providers/${id}.ts by \`npm run generate\`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class ${credentialClassName(provider)} implements ICredentialType {
	name = ${quoted(credential.typeName)};

	displayName = ${quoted(credential.displayName)};

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = 'https://github.com/tapback/n8n-nodes-tapback#${id}';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: ${quoted(defaultBaseUrl)},
			description: ${quoted(`Where ${name} answers. Change it only for a proxy or the sandbox.`)},
		},
${credential.fields.map(secretField).join('\n')}
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. the secret of a webhook that you registered by hand',
			description: ${quoted(`Usually empty: Inbound Tapback keeps the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or where a key was issued earlier. ${credential.webhookSecretHint}.`)},
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: ${quoted(credential.test.path)},
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: ${quoted(`${name} refused the key. Check ${credential.fields.map(({ displayName }) => displayName).join(' and ')}.`)} },
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: ${quoted(`There is no ${name} API at this address. Check the Base URL: the usual one is ${defaultBaseUrl}.`)} },
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: ${quoted(credential.test.expects)},
					value: undefined,
					message: ${quoted(`Something answered, but not as the ${name} API does. Check the Base URL: the usual one is ${defaultBaseUrl}.`)},
				},
			},
		] as ICredentialTestRequest['rules'],
	};

	// Not as expressions: between runs n8n 2.41 can't work them out.
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

/** `Bearer {apiKey}` as a template literal over the credential. */
function filledIn(template: string): string {
	return `\`${template.replace(/[\\`$]/g, '\\$&').replace(/\{(\w+)\}/g, '${credentials.$1}')}\``;
}

function quoted(text: string): string {
	return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}
