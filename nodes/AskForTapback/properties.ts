import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type Provider } from '../../core';
import { capabilityNotices } from '../shared/capability-notices';
import { PROVIDER_PROPERTY, fieldProperties } from '../shared/provider-properties';
import { ANSWER_OPTIONS, ANSWER_PROPERTIES } from './answer-properties';
import { quotesTarget } from './quotes-target';

type Show = NonNullable<IDisplayOptions['show']>;

/** As a step of the waiting workflow the node needs none of them. */
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

const hasOnePlace = ({ registration }: Provider) => registration.list === undefined;

const INBOUND_WORKFLOW = { displayName: 'Inbound Workflow', name: 'inboundWorkflow', type: 'workflowSelector', default: '' } as const;

/** Where there is no other way, it is among the first. */
const neededInboundWorkflow = PROVIDERS.filter(hasOnePlace).flatMap(({ id, name }): INodeProperties[] => {
	const displayOptions = { show: { provider: [id], step: [''] } };
	return [
		{
			displayName: `${name} has room for one webhook only, so answers come through a workflow that has it and hands them on. Import “Hand tapbacks to waiting questions” from <a href="https://github.com/tapback/n8n-nodes-tapback/tree/main/examples">the examples</a>, publish it once, and choose it in Inbound Workflow. It serves all questions.`,
			name: 'inboundWorkflowNotice',
			type: 'notice',
			default: '',
			displayOptions,
		},
		{
			...INBOUND_WORKFLOW,
			required: true,
			displayOptions,
			description:
				'The workflow that has the provider’s one webhook and hands tapbacks on: made of the example “Hand tapbacks to waiting questions”',
		},
	];
});

const possibleInboundWorkflow: INodeProperties = {
	...INBOUND_WORKFLOW,
	displayOptions: { show: { provider: idsOf((provider) => !hasOnePlace(provider)), step: [''] } },
	description:
		'Leave it empty: the node then has a webhook of its own for as long as it waits. Or choose a workflow made of the example “Hand tapbacks to waiting questions”.',
};

export const askForTapbackProperties: INodeProperties[] = [
	{ displayName: 'Step', name: 'step', type: 'hidden', default: '' },
	PROVIDER_PROPERTY,
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
				name: 'Wait for Tapback',
				value: 'wait',
				action: 'Wait for a tapback on a message',
				description: 'Go on when a message that was sent already is answered with a tapback',
			},
		],
		default: 'sendAndWait',
	},
	...neededInboundWorkflow,
	...capabilityNotices({
		capability: 'receiveTarget',
		about: 'Answers',
		show: () => ({ step: [''] }),
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
	possibleInboundWorkflow,
	ANSWER_OPTIONS,
];
