import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { listOptionsFor } from '../shared/values/list-options';
import { toNodeError } from '../shared/errors/node-error';
import { PROVIDER_CREDENTIALS } from '../shared/panel/provider-properties';
import { testProvider } from '../shared/calls/test-credential';
import { webhookMethods } from '../shared/webhook/webhook-methods';
import { INBOUND_SUBTITLE } from '../shared/panel/subtitles';
import { lookForRemovals } from './look-for-removals';
import { onlyNew } from './once';
import { inboundTapbackProperties } from './panel/properties';
import { receive } from './receive';
import { createWebhook, deleteWebhook, isWebhookRegistered } from './registration';
import { registrations } from './registrations';
import { chosenProvider } from './settings';
import { withMessages } from './tapped-message';
import { ACTIVATION_MESSAGE, EVENT_TRIGGER_DESCRIPTION, TRIGGER_PANEL } from './panel/trigger-panel';

/** `webhook`: started by webhook(). `trigger`: started by trigger(). */
const STARTED_BY_EVENT: WorkflowExecuteMode[] = ['webhook', 'trigger'];

export class InboundTapback implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Inbound Tapback',
		name: 'inboundTapback',
		icon: { light: 'file:../../icons/inbound-tapback.svg', dark: 'file:../../icons/inbound-tapback.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: INBOUND_SUBTITLE,
		description: 'Starts the workflow when someone taps back on an iMessage',
		defaults: { name: 'Inbound Tapback' },
		eventTriggerDescription: EVENT_TRIGGER_DESCRIPTION,
		activationMessage: ACTIVATION_MESSAGE,
		triggerPanel: TRIGGER_PANEL,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: PROVIDER_CREDENTIALS,
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'tapback',
			},
		],
		properties: inboundTapbackProperties,
	};

	methods = { loadOptions: listOptionsFor(({ fields }) => fields.inbound), credentialTest: { testProvider } };

	webhookMethods = { default: webhookMethods({ isRegistered: isWebhookRegistered, register: createWebhook, remove: deleteWebhook }) };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		try {
			return lookForRemovals(this);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		if (this.getMode() === 'webhook') registrations.keep(this, chosenProvider(this));
		// A run that a person starts (a test, a retry, a later node run again) may repeat an event on purpose.
		const fresh = STARTED_BY_EVENT.includes(this.getMode()) ? await onlyNew(this, items) : items;
		return [await withMessages(this, fresh)];
	}
}
