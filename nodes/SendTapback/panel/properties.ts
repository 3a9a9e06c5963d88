import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS, type Action, type Provider } from '../../../core';
import { capabilityNotices } from '../../shared/panel/capability-notices';
import { LISTING, locator, messageLocator } from '../../shared/panel/locator-properties';
import { PROVIDER_PROPERTIES, fieldProperties } from '../../shared/panel/provider-properties';
import { CLASSIC_OPTIONS, CLASSIC_WORDS } from '../../shared/values/reaction-options';

const SENDING = { operation: ['add', 'remove'] };
const READING = ['get', 'tally'];

const READER_IDS = PROVIDERS.filter(({ capabilities }) => capabilities.readLive.level !== 'no').map(({ id }) => id);

const REACTION_OPTIONS = [
	...CLASSIC_OPTIONS,
	{ name: 'Emoji', value: 'emoji', description: 'Any other emoji, where the provider can send it' },
];

const OR_SKIPPED = ', or is skipped with Options → When Unsupported → Skip';

const LISTING_IDS = LISTING.map(({ id }) => id);

const messageIdProperties: INodeProperties[] = PROVIDERS.map((provider) => ({
	displayName: 'Message ID',
	name: 'messageId',
	required: true,
	...messageLocator(provider),
	displayOptions: { show: { provider: [provider.id], ...(LISTING.includes(provider) ? { target: ['id'] } : {}) } },
	description: `Which message: ${provider.messageId.description}. It comes with the message, e.g. from Inbound Tapback or from the node that received or sent it.`,
}));

const TARGET_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Which Message',
		name: 'target',
		type: 'options',
		displayOptions: { show: { provider: LISTING_IDS } },
		options: [
			{ name: 'One You Name', value: 'id', description: 'By its ID, or from a list of the newest ones' },
			{ name: 'Latest From Them', value: 'latestFromThem', description: 'Their newest message in a conversation, when the node runs' },
			{ name: 'Latest From You', value: 'latestFromUs', description: 'Your line’s newest message in a conversation, when the node runs' },
		],
		default: 'id',
		description: 'The message that the tapback is on',
	},
	...messageIdProperties,
	{
		displayName: 'Conversation',
		name: 'conversation',
		required: true,
		...locator({ search: 'searchConversations', byId: ['By ID or Number', 'e.g. +12025550123'], first: 'list' }),
		displayOptions: { show: { provider: LISTING_IDS, target: ['latestFromThem', 'latestFromUs'] } },
		description: 'The ID of the conversation, or the phone number of the person in it',
	},
];

export const sendTapbackProperties: INodeProperties[] = [
	...PROVIDER_PROPERTIES,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add',
				value: 'add',
				action: 'Add a tapback',
				description: 'Put a tapback on a message; it replaces another one of yours',
			},
			{
				name: 'Get Many',
				value: 'get',
				action: 'Get the tapbacks on a message',
				description:
					'Read the tapbacks that are on a message now, one item for each. If there are none, the branch ends, unless you turn on Settings → Always Output Data.',
			},
			{
				name: 'Remove',
				value: 'remove',
				action: 'Remove a tapback',
				description: 'Take your own tapback off a message',
			},
			{
				name: 'Tally',
				value: 'tally',
				action: 'Count the tapbacks on a message',
				description: 'Count who has which tapback on a message now: one item with the counts by reaction, and the people',
			},
		],
		default: 'add',
	},
	...capabilityNotices({
		capability: 'remove',
		about: 'Remove',
		show: () => ({ operation: ['remove'] }),
		consequence: `Every item fails${OR_SKIPPED}.`,
	}),
	...capabilityNotices({
		capability: 'readLive',
		about: 'Get Many',
		show: () => ({ operation: ['get'] }),
		consequence: 'Every item fails.',
	}),
	...capabilityNotices({
		capability: 'readLive',
		about: 'Tally',
		show: () => ({ operation: ['tally'] }),
		consequence: 'Every item fails.',
	}),
	{
		displayName:
			'The model may fill in Message ID and Reaction. <b>Better let it fill in Reaction only</b>, and take Message ID from the message that it was given: a model can make up an ID.',
		name: 'toolNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '@tool': [true] } },
	},
	...TARGET_PROPERTIES,
	{
		displayName: 'Reaction',
		name: 'reaction',
		type: 'string',
		displayOptions: { show: { '@tool': [true], ...SENDING } },
		default: 'like',
		placeholder: 'e.g. love',
		description: `One word of ${CLASSIC_WORDS}, or exactly one emoji, such as 🎉. A model may fill it in.`,
	},
	reactionProperty('add', `Which tapback to put there: ${CLASSIC_WORDS}, or emoji with the emoji itself in the field Emoji`),
	reactionProperty(
		'remove',
		`Which tapback of yours to take off: ${CLASSIC_WORDS}, or emoji with the emoji itself in the field Emoji. Only this one is removed: another one of yours stays.`,
	),
	{
		displayName: 'Emoji',
		name: 'emoji',
		type: 'string',
		// Not `required`: n8n would then require it whenever Reaction is an expression. Core checks it.
		default: '',
		placeholder: 'e.g. 🎉',
		displayOptions: { show: { '@tool': [false], ...SENDING, reaction: ['emoji'] } },
		description: 'Exactly one emoji. It is sent as it is, never as a similar tapback.',
	},
	...capabilityNotices({
		capability: 'sendEmoji',
		about: 'Emoji',
		show: (provider) => ({ operation: possible(provider), reaction: ['emoji'] }),
		consequence: `An emoji fails${OR_SKIPPED}.`,
	}),
	...fieldProperties((provider) => provider.fields.send, SENDING),
	...fieldProperties((provider) => provider.fields.get, { operation: READING }),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Current Tapback',
				name: 'currentTapback',
				type: 'options',
				displayOptions: {
					show: {
						'/operation': ['add', 'remove'],
						'/provider': PROVIDERS.filter(({ removal }) => removal === 'toggle').map(({ id }) => id),
					},
				},
				options: [{ name: 'None', value: 'none' }, ...CLASSIC_OPTIONS],
				default: 'none',
				description:
					'Your tapback that is on the message now, if you know it. This provider has one request for adding and removing, so this option decides whether it is sent. Without this option the node uses what it sent itself, and what other nodes sent since n8n started.',
			},
			{
				displayName: 'Include Message',
				name: 'includeMessage',
				type: 'boolean',
				displayOptions: { show: { '/operation': READING, '/provider': READER_IDS } },
				default: true,
				description: 'Whether to include the message: its text, who wrote it and when',
			},
			{
				displayName: 'Part Index',
				name: 'partIndex',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				description: 'Which part of a message with several texts or images, counted from 0',
			},
			{
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1000 },
				default: 120000,
				description: 'How many milliseconds to wait for the provider’s answer',
			},
			{
				displayName: 'When Unsupported',
				name: 'whenUnsupported',
				type: 'options',
				displayOptions: { show: { '/operation': ['add', 'remove'] } },
				options: [
					{ name: 'Fail', value: 'error', description: 'The item fails and says why' },
					{ name: 'Skip', value: 'skip', description: 'The item goes on with the outcome “skipped”' },
				],
				default: 'error',
				description: 'What happens when the provider or the conversation can’t take this tapback. Another one is never sent instead.',
			},
		],
	},
	...capabilityNotices({
		capability: 'sendPart',
		about: 'Part Index',
		show: (provider) => ({ operation: possible(provider), '/options.partIndex': [{ _cnd: { gt: 0 } }] }),
		consequence: `Any but 0 fails${OR_SKIPPED}.`,
	}),
];

/** If the provider can't remove, the notice about Remove is enough. */
function possible({ capabilities }: Provider): Action[] {
	return capabilities.remove.level === 'no' ? ['add'] : ['add', 'remove'];
}

function reactionProperty(operation: Action, description: string): INodeProperties {
	return {
		displayName: 'Reaction',
		name: 'reaction',
		type: 'options',
		displayOptions: { show: { '@tool': [false], operation: [operation] } },
		options: REACTION_OPTIONS,
		default: 'like',
		description,
	};
}
