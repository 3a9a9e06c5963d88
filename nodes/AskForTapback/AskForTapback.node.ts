import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { listOptionsFor } from '../shared/list-options';
import { PROVIDER_CREDENTIALS } from '../shared/provider-properties';
import { ASK_SUBTITLE } from '../shared/subtitles';
import { ask } from './ask';
import { hear } from './hear';
import { askForTapbackProperties } from './properties';
import { takeStep } from './steps';
import { WAITING_WEBHOOKS } from './waiting-webhooks';

export class AskForTapback implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ask for Tapback',
		name: 'askForTapback',
		icon: { light: 'file:../../icons/tapback.svg', dark: 'file:../../icons/tapback.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: ASK_SUBTITLE,
		description: 'Asks a question in iMessage, and goes on when somebody answers it with a tapback: 👍 or 👎',
		defaults: { name: 'Ask for Tapback' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: PROVIDER_CREDENTIALS,
		webhooks: WAITING_WEBHOOKS,
		properties: askForTapbackProperties,
	};

	methods = { loadOptions: listOptionsFor(({ fields }) => [...fields.ask, ...fields.wait]) };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const step = this.getNodeParameter('step', 0, '');
		return step === '' ? await ask(this) : await takeStep(this, String(step));
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await hear(this);
	}
}
