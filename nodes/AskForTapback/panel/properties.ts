import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { PROVIDERS, type Provider } from '../../../core';
import { capabilityNotices } from '../../shared/panel/capability-notices';
import { locator, messageLocator } from '../../shared/panel/locator-properties';
import { PROVIDER_PROPERTIES, fieldProperties } from '../../shared/panel/provider-properties';
import { RELAY } from '../answers/answer-webhook';
import { ANSWER_PROPERTIES } from './answer-properties';
import { ANSWER_OPTIONS } from './answer-options';
import { quotesTarget } from '../questions/quotes-target';

type Show = NonNullable<IDisplayOptions['show']>;

/** Hidden if the node is a step of a timer (run/answer-timer.ts). */
const ASKS: Show = { operation: ['sendAndWait'], step: [''] };
const WAITS: Show = { operation: ['wait'], step: [''] };

const idsOf = (fits: (provider: Provider) => boolean) => PROVIDERS.filter(fits).map(({ id }) => id);
const allowsOneWebhook = ({ registration }: Provider) => registration.list === undefined;

const ASK_OPERATION: INodePropertyOptions = {
	name: 'Ask',
	// With this value n8n offers the node to AI agents for human review.
	value: 'sendAndWait',
	action: 'Ask a question and wait for a tapback',
	description: 'Send a question, and go on when it is answered with a tapback',
};

const WAIT_OPERATION: INodePropertyOptions = {
	name: 'Wait for Tapback',
	value: 'wait',
	action: 'Wait for a tapback on a message',
	description: 'Go on when a message that was sent earlier is answered with a tapback',
};

const RELAY_OPERATION: INodePropertyOptions = {
	name: 'Relay Tapbacks',
	value: RELAY,
	action: 'Relay tapbacks to waiting questions',
	description: 'Apply the tapbacks of Inbound Tapback, connected directly before, to the questions of other workflows',
};

const OPERATION = { displayName: 'Operation', name: 'operation', noDataExpression: true } as const;

const messageIdProperties = PROVIDERS.filter((provider) => !quotesTarget(provider)).map(
	(provider): INodeProperties => ({
		displayName: 'Message ID',
		name: 'messageId',
		required: true,
		...messageLocator(provider),
		displayOptions: { show: { provider: [provider.id], ...WAITS } },
		description: `Which message: ${provider.messageId.description}. It comes from the node that sent it.`,
	}),
);

const TO: Pick<INodeProperties, 'displayName' | 'name' | 'required' | 'type' | 'default' | 'modes'> = {
	displayName: 'To',
	name: 'to',
	required: true,
	...locator({ search: 'searchAddressees', byId: ['By Number, Email or ID', 'e.g. +12025550123'], first: 'id' }),
};

export const askForTapbackProperties: INodeProperties[] = [
	{ displayName: 'Step', name: 'step', type: 'hidden', default: '' },
	...PROVIDER_PROPERTIES,
	{
		...OPERATION,
		type: 'options',
		// Not `show`: a node added by an action would begin with the first provider of that list.
		displayOptions: { hide: { provider: idsOf(allowsOneWebhook) } },
		options: [ASK_OPERATION, WAIT_OPERATION],
		default: 'sendAndWait',
	},
	{
		...OPERATION,
		type: 'options',
		displayOptions: { show: { provider: idsOf(allowsOneWebhook) } },
		options: [ASK_OPERATION, WAIT_OPERATION, RELAY_OPERATION],
		default: 'sendAndWait',
	},
	{
		displayName:
			'The model may fill in the question. <b>Choose yourself who is asked and who may answer</b>, in To and Who May Answer: a model that fills them in decides who approves.',
		name: 'toolNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '@tool': [true], ...ASKS } },
	},
	...capabilityNotices({
		capability: 'receiveTarget',
		about: 'Answers',
		show: () => ({ operation: ['sendAndWait', 'wait'], step: [''] }),
		consequence: 'So keep the question short enough to be quoted whole. The same question can’t be open twice with one person.',
	}),
	{
		...TO,
		displayOptions: { show: ASKS },
		description: 'Who is asked: a phone number with + and country code, an e-mail address, or the ID of a conversation, such as a group',
	},
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Shall I book it? 👍 yes, 👎 no',
		displayOptions: { show: ASKS },
		description: 'The question, as the person gets it',
	},
	...messageIdProperties,
	{
		...TO,
		displayOptions: { show: { provider: idsOf(quotesTarget), ...WAITS } },
		description: 'Where the message was sent: to a phone number or e-mail address, or in a group, by its ID',
	},
	{
		displayName: 'Message Text',
		name: 'messageText',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Shall I book it?',
		displayOptions: { show: { provider: idsOf(quotesTarget), ...WAITS } },
		description: 'The exact text of the message, because tapbacks of this provider quote their message instead of its ID',
	},
	...fieldProperties(({ fields }) => fields.ask, { operation: ['sendAndWait'], step: [''] }),
	...fieldProperties(({ fields }) => fields.wait, { operation: ['wait'], step: [''] }),
	...ANSWER_PROPERTIES,
	{
		displayName: 'Relay Workflow',
		name: 'relayWorkflow',
		type: 'workflowSelector',
		default: '',
		displayOptions: { show: { provider: idsOf(allowsOneWebhook), operation: ['sendAndWait', 'wait'], step: [''] } },
		description:
			'Leave it empty if the provider’s one webhook is free: this node then registers it. If a workflow with Inbound Tapback uses the webhook, choose that workflow, made from the example “Relay tapbacks to waiting questions”.',
	},
	ANSWER_OPTIONS,
];
