import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, canFindQuoted, canInferRemovals } from '../../../core';
import { capabilityNotices } from '../../shared/panel/capability-notices';
import { PROVIDER_PROPERTIES, fieldProperties } from '../../shared/panel/provider-properties';
import { CLASSIC_OPTIONS } from '../../shared/values/reaction-options';
import { MESSAGE_OPTIONS, ONLY_FOR_REMOVALS, REMOVAL_OPTIONS } from './reading-properties';

const REACTION_OPTIONS = [
	...CLASSIC_OPTIONS,
	{ name: 'Emoji', value: 'emoji', description: '🎉 Any other emoji' },
	{ name: 'Sticker', value: 'sticker', description: 'A picture that was stuck on the message' },
];

const TEXT_FALLBACK_PROPERTIES = PROVIDERS.flatMap(({ id, name, webhook }): INodeProperties[] =>
	webhook.textFallback === undefined ? [] : [textFallbackProperty(id, name, webhook.textFallback.byDefault)],
);

export const inboundTapbackProperties: INodeProperties[] = [
	...PROVIDER_PROPERTIES,
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{ name: 'Added', value: 'added', description: 'Someone put a tapback on a message, or changed it' },
			{ name: 'Removed', value: 'removed', description: 'Someone took a tapback off a message, where the provider reports it' },
			{ name: 'Message', value: 'message', description: 'Someone wrote a message that is no tapback' },
		],
		default: ['added'],
		description: 'What starts the workflow. The field Kind of each item says “tapback” or “message”.',
	},
	...capabilityNotices({
		capability: 'receiveAdded',
		about: 'Added',
		show: () => ({ events: ['added'] }),
		consequence: 'So it never starts the workflow.',
	}),
	...capabilityNotices({
		capability: 'receiveRemoved',
		about: 'Removed',
		show: () => ({ events: ['removed'] }),
		consequence: (provider) =>
			canInferRemovals(provider) ? 'It starts the workflow only with Infer Removals, under Options.' : 'So it never starts the workflow.',
	}),
	{
		displayName: 'Reactions',
		name: 'reactions',
		type: 'multiOptions',
		options: REACTION_OPTIONS,
		default: [],
		description: 'Which tapbacks start the workflow; none chosen means all of them',
	},
	...capabilityNotices({
		capability: 'receiveEmoji',
		about: 'Emoji',
		show: () => ({ reactions: ['emoji'] }),
		consequence: 'So it never starts the workflow.',
	}),
	...capabilityNotices({
		capability: 'receiveSticker',
		about: 'Sticker',
		show: () => ({ reactions: ['sticker'] }),
		consequence: 'So it never starts the workflow.',
	}),
	{
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'The webhook is registered at the provider when the workflow is published, and removed again afterwards',
			},
			{
				name: 'Manual',
				value: 'manual',
				description: 'You enter the URL at the provider, and its signing secret in the credential',
			},
		],
		default: 'automatic',
		description: 'How the provider gets the webhook URL of this node',
	},
	{
		displayName:
			'Enter the production URL above at the provider, and the signing secret it gives you as Webhook Signing Secret in the credential. After changing the secret, unpublish the workflow and publish it again.',
		name: 'manualNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registration: ['manual'] } },
	},
	...fieldProperties((provider) => provider.fields.inbound, { registration: ['automatic'] }),
	...fieldProperties((provider) => (canInferRemovals(provider) ? provider.fields.inbound : []), ONLY_FOR_REMOVALS),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Actors',
				name: 'actors',
				type: 'string',
				default: '',
				placeholder: 'e.g. +12025550123, sam@example.com',
				description: 'Only tapbacks and messages of these people: phone numbers or e-mail addresses, separated by commas',
			},
			{
				displayName: 'Conversation IDs',
				name: 'conversationIds',
				type: 'string',
				default: '',
				description: 'Only tapbacks and messages in these conversations, separated by commas',
			},
			{
				displayName: 'Include Own',
				name: 'includeOwn',
				type: 'boolean',
				default: false,
				description:
					'Whether your own line’s tapbacks and messages start the workflow, too. Beware of loops: a workflow that answers with a tapback would start itself.',
			},
			{
				displayName: 'Message IDs',
				name: 'messageIds',
				type: 'string',
				default: '',
				description:
					'Only tapbacks on these messages, separated by commas. Tapbacks without a known message never match, and new messages don’t either.',
			},
		],
	},
	...capabilityNotices({
		capability: 'receiveTarget',
		about: 'Message IDs',
		show: () => ({ '/filters.messageIds': [{ _cnd: { exists: true } }] }),
		consequence: (provider) =>
			canFindQuoted(provider)
				? 'With Include Message off, under Options, this filter lets nothing pass.'
				: 'So this filter lets nothing pass.',
	}),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...MESSAGE_OPTIONS,
			{
				displayName: 'Include Raw',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to put the provider’s whole payload into the field raw',
			},
			...REMOVAL_OPTIONS,
			...TEXT_FALLBACK_PROPERTIES,
		],
	},
];

function textFallbackProperty(id: string, providerName: string, isOn: boolean): INodeProperties {
	const property: INodeProperties = {
		displayName: 'Text Fallback',
		name: 'textFallback',
		type: 'boolean',
		displayOptions: { show: { '/provider': [id] } },
		default: false,
		description: `Whether messages that ${providerName} delivers as text and that read like a tapback, such as Liked “See you at noon”, start the workflow. Their target is quoted, not named.`,
	};
	return { ...property, default: isOn };
}
