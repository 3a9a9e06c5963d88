// Generated from core/providers/tuco by `npm run generate`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class TucoTapbackApi implements ICredentialType {
	name = 'tucoTapbackApi';

	displayName = 'Tuco Tapback API';

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = 'https://github.com/tapback/n8n-nodes-tapback/blob/main/docs/setup/tuco.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. the key from the Tuco dashboard',
			description: 'The key of the workspace that has the messages',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. the secret of a webhook that you registered by hand',
			description: 'Usually empty, because Inbound Tapback stores the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or if the key was issued earlier. Tuco shows it once, as secret, when a webhook is created.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://app.tuco.ai',
			description: 'The address of Tuco’s API. Leave it as it is, unless you use a proxy or the sandbox.',
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
				'Authorization': `Bearer ${credentials.apiKey}`,
			},
		};
	}
}
