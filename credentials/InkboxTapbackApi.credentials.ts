// Generated from core/providers/inkbox by `npm run generate`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class InkboxTapbackApi implements ICredentialType {
	name = 'inkboxTapbackApi';

	displayName = 'Inkbox Tapback API';

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = 'https://github.com/tapback/n8n-nodes-tapback/blob/main/docs/setup/inkbox.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. ApiKey_...',
			description: 'An admin key, or the key of one agent identity',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. the secret of a webhook that you registered by hand',
			description: 'Usually empty, because Inbound Tapback stores the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or if the key was issued earlier. The signing key of the agent identity, which Inkbox shows only once, when it creates the key; enter it with or without whsec_ in front.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://inkbox.ai',
			description: 'The address of Inkbox’s API. Leave it as it is, unless you use a proxy or the sandbox.',
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
				'X-API-Key': `${credentials.apiKey}`,
			},
		};
	}
}
