// Generated from core/providers/inkbox.ts by `npm run generate`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class InkboxTapbackApi implements ICredentialType {
	name = 'inkboxTapbackApi';

	displayName = 'Inkbox Tapback API';

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = 'https://github.com/tapback/n8n-nodes-tapback#inkbox';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://inkbox.ai',
			description: 'Where Inkbox answers. Change it only for a proxy or the sandbox.',
		},
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
			description: 'Usually empty: Inbound Tapback keeps the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or where a key was issued earlier. The signing key of the agent identity, which Inkbox shows only once, when the key is first made; enter it with or without whsec_ in front.',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/api/whoami',
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'Inkbox refused the key. Check API Key.' },
			},
			{
				type: 'responseCode',
				properties: { value: 404, message: 'There is no Inkbox API at this address. Check the Base URL: the usual one is https://inkbox.ai.' },
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'auth_type',
					value: undefined,
					message: 'Something answered, but not as the Inkbox API does. Check the Base URL: the usual one is https://inkbox.ai.',
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
				'X-API-Key': `${credentials.apiKey}`,
			},
		};
	}
}
