// Generated from core/providers/agentphone by `npm run generate`: change the provider, not this file.
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class AgentPhoneTapbackApi implements ICredentialType {
	name = 'agentPhoneTapbackApi';

	displayName = 'AgentPhone Tapback API';

	icon: Icon = { light: 'file:../icons/tapback.svg', dark: 'file:../icons/tapback.dark.svg' };

	documentationUrl = 'https://github.com/tapback/n8n-nodes-tapback/blob/main/docs/setup/agentphone.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. the key from the AgentPhone dashboard',
			description: 'The API key of your AgentPhone account',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. the secret of a webhook that you registered by hand',
			description: 'Usually empty, because Inbound Tapback stores the secret of a webhook that it registers. Enter it for a webhook that you registered by hand, or if the key was issued earlier. AgentPhone shows it when a webhook is saved, and creates a new one each time; it starts with whsec_.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.agentphone.ai',
			description: 'The address of AgentPhone’s API. Leave it as it is, unless you use a proxy or the sandbox.',
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
