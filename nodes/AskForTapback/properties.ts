import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type Provider } from '../../core';
import { capabilityNotices } from '../shared/capability-notices';
import { PROVIDER_PROPERTIES, fieldProperties } from '../shared/provider-properties';
import { RELAY } from './answer-webhook';
import { ANSWER_OPTIONS, ANSWER_PROPERTIES } from './answer-properties';
import { quotesTarget } from './quotes-target';

type Show = NonNullable<IDisplayOptions['show']>;

/** As a step of a timer the node needs none of them. */
const ASKS: Show = { operation: ['sendAndWait'], step: [''] };
const WAITS: Show = { operation: ['wait'], step: [''] };

const isAddressedByConversation = ({ messages }: Provider) => !('missing' in messages) && messages.addressedBy === 'either';
const idsOf = (fits: (provider: Provider) => boolean) => PROVIDERS.filter(fits).map(({ id }) => id);

const messageIdProperties = PROVIDERS.filter((provider) => !quotesTarget(provider)).map(
	({ id, messageId }): INodeProperties => ({
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		required: true,
		default: '',
		placeholder: messageId.placeholder,
		displayOptions: { show: { provider: [id], ...WAITS } },
		description: `Which message: ${messageId.says}. It comes from the node that sent it.`,
	}),
);

const allowsOneWebhook = ({ registration }: Provider) => registration.list === undefined;

const RELAY_WORKFLOW = { displayName: 'Relay Workflow', name: 'relayWorkflow', type: 'workflowSelector', default: '' } as const;

/** Where the one webhook of the provider may be in use, the field stands among the first. */
const relayWorkflowProperties = (fits: (provider: Provider) => boolean): INodeProperties[] => [
	{
		...RELAY_WORKFLOW,
		displayOptions: { show: { provider: idsOf(fits), operation: ['sendAndWait', 'wait'], step: [''] } },
		description:
			fits === allowsOneWebhook
				? 'Leave it empty: the node takes the one webhook of the provider if it is free. If a workflow with Inbound Tapback has it, choose that workflow, made from the example “Relay tapbacks to waiting questions”.'
				: 'Leave it empty: the node has a webhook of its own. Or choose a workflow made from the example “Relay tapbacks to waiting questions”.',
	},
];

export const askForTapbackProperties: INodeProperties[] = [
	{ displayName: 'Step', name: 'step', type: 'hidden', default: '' },
	...PROVIDER_PROPERTIES,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Ask',
				// By this value n8n offers the node to AI agents as a human in the loop.
				value: 'sendAndWait',
				action: 'Ask a question and wait for a tapback',
				description: 'Send a question, and go on when it is answered with a tapback',
			},
			{
				name: 'Relay Tapbacks',
				value: RELAY,
				action: 'Relay tapbacks to waiting questions',
				description: 'Apply the tapbacks of Inbound Tapback, connected directly before, to the questions of other workflows',
			},
			{
				name: 'Wait for Tapback',
				value: 'wait',
				action: 'Wait for a tapback on a message',
				description: 'Go on when a message that was sent already is answered with a tapback',
			},
		],
		default: 'sendAndWait',
	},
	...relayWorkflowProperties(allowsOneWebhook),
	...capabilityNotices({
		capability: 'receiveTarget',
		about: 'Answers',
		show: () => ({ operation: ['sendAndWait', 'wait'], step: [''] }),
		consequence: 'So ask briefly enough to be quoted whole; the same question can’t be open twice with one person.',
	}),
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
		displayName: 'Message Text',
		name: 'messageText',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Shall I book it?',
		displayOptions: { show: { provider: idsOf(quotesTarget), ...WAITS } },
		description: 'The text of the message, to the character, because tapbacks of this provider quote their message and don’t name it',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. +12025550123',
		displayOptions: { show: ASKS },
		description: 'Who is asked: a phone number with + and country code, an e-mail address, or what else the provider writes to',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '',
		placeholder: 'e.g. +12025550123',
		displayOptions: { show: { provider: idsOf(quotesTarget), ...WAITS } },
		description: 'To whom the message was sent, unless it was a group',
	},
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		displayOptions: { show: { provider: idsOf(isAddressedByConversation), ...ASKS } },
		description: 'An existing conversation to ask in, e.g. a group, in place of To',
	},
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		displayOptions: { show: { provider: idsOf((provider) => !quotesTarget(provider)), ...WAITS } },
		description: 'Where the message was sent. It is needed for written answers only.',
	},
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		displayOptions: { show: { provider: idsOf(quotesTarget), ...WAITS } },
		description: 'The group that the message was sent to, in place of To',
	},
	...fieldProperties(({ fields }) => fields.ask, { operation: ['sendAndWait'], step: [''] }),
	...fieldProperties(({ fields }) => fields.wait, { operation: ['wait'], step: [''] }),
	...ANSWER_PROPERTIES,
	...relayWorkflowProperties((provider) => !allowsOneWebhook(provider)),
	ANSWER_OPTIONS,
];
