// Generated from core/providers/sendblue by `npm run generate`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class SendblueTapbackApi implements ICredentialType {
	name = 'sendblueTapbackApi';

	displayName = 'Sendblue Tapback API';

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = 'https://github.com/tapback/n8n-nodes-tapback/blob/main/docs/setup/sendblue.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key ID',
			name: 'apiKeyId',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. the API key from the Sendblue dashboard',
			description: 'The ID of the key pair, sent as sb-api-key-id',
		},
		{
			displayName: 'API Secret Key',
			name: 'apiSecretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. the API secret from the Sendblue dashboard',
			description: 'The secret of the key pair, sent as sb-api-secret-key',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. the secret of a webhook that you registered by hand',
			description: 'Usually empty, because Inbound Tapback stores the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or if the key was issued earlier. You choose it yourself when you register a webhook at Sendblue: its secret, or the account’s globalSecret.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.sendblue.co',
			description: 'The address of Sendblue’s API. Leave it as it is, unless you use a proxy or the sandbox.',
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
				'sb-api-key-id': `${credentials.apiKeyId}`,
				'sb-api-secret-key': `${credentials.apiSecretKey}`,
			},
		};
	}
}
