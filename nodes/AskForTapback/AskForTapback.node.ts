import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { providerById } from '../../core';
import { listOptionsFor } from '../shared/values/list-options';
import { LIST_SEARCH } from '../shared/values/list-search';
import { PROVIDER_CREDENTIALS } from '../shared/panel/provider-properties';
import { testProvider } from '../shared/calls/test-credential';
import { webhookMethods } from '../shared/webhook/webhook-methods';
import { ASK_SUBTITLE } from '../shared/panel/subtitles';
import { openDesk } from './answers/answer-desk';
import { answerRegistrations, isAnswerWebhookRegistered, registerAnswerWebhook, removeAnswerWebhook } from './answers/answer-registration';
import { ANSWER_WEBHOOK, ASK_WEBHOOKS, RELAY } from './answers/answer-webhook';
import { applyDelivery } from './answers/apply-answer';
import { ask } from './run/ask';
import { askForTapbackProperties } from './panel/properties';
import { receiveAnswer, readDelivery } from './answers/receive-answer';
import { receiveAtRun } from './answers/receive-at-run';
import { relay } from './answers/relay';
import { takeTimerStep } from './run/timer-steps';
import { TOOL_DESCRIPTION } from './panel/tool-description';
import { WAITING_TOOLTIP } from './panel/waiting-tooltip';

export class AskForTapback implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Ask for Tapback',
		name: 'askForTapback',
		icon: { light: 'file:../../icons/ask-for-tapback.svg', dark: 'file:../../icons/ask-for-tapback.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: ASK_SUBTITLE,
		description: 'Asks a question in iMessage, and goes on when somebody answers it with a tapback: 👍 or 👎',
		defaults: { name: 'Ask for Tapback' },
		usableAsTool: { replacements: { description: TOOL_DESCRIPTION } },
		waitingNodeTooltip: WAITING_TOOLTIP,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: PROVIDER_CREDENTIALS,
		webhooks: ASK_WEBHOOKS,
		properties: askForTapbackProperties,
	};

	methods = {
		loadOptions: listOptionsFor(({ fields }) => [...fields.ask, ...fields.wait]),
		credentialTest: { testProvider },
		listSearch: LIST_SEARCH,
	};

	webhookMethods = {
		[ANSWER_WEBHOOK]: webhookMethods({
			isRegistered: isAnswerWebhookRegistered,
			register: registerAnswerWebhook,
			remove: removeAnswerWebhook,
		}),
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return this.getWebhookName() === ANSWER_WEBHOOK ? await receiveAnswer(this) : await receiveAtRun(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const step = String(this.getNodeParameter('step', 0, ''));
		if (step !== '') return await takeTimerStep(this, step);
		const delivery = await readDelivery(this);
		if (delivery !== undefined) {
			const provider = providerById(String(this.getNodeParameter('provider', 0)));
			answerRegistrations.keep(this, provider);
			await applyDelivery(await openDesk(this, provider), delivery);
			return [[]];
		}
		return this.getNodeParameter('operation', 0) === RELAY ? await relay(this) : await ask(this);
	}
}
