import type { IWebhookDescription } from 'n8n-workflow';

/** Not a trigger's webhook, which is registered for as long as a workflow is published: the URL of an execution that waits. */
export const WAITING_WEBHOOKS: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// n8n would answer with the first item, and leave out what webhook() answers.
		responseData: '={{ undefined }}',
		path: '={{ $nodeId }}',
		restartWebhook: true,
		isFullPath: true,
	},
];
