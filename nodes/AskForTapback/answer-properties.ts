import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS } from '../../core';

const show = { operation: ['sendAndWait', 'wait'], step: [''] };

const KNOW_PARTS = PROVIDERS.filter(({ capabilities }) => capabilities.receivePart.level !== 'no').map(({ id }) => id);

/** Who may answer, what decides, and how long. */
export const ANSWER_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Who May Answer',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. +12025550123, ana@example.com',
		displayOptions: { show },
		description: 'Phone numbers and e-mail addresses, with commas between them; empty means anyone in the conversation',
	},
	{
		displayName: 'Decided By',
		name: 'decidedBy',
		type: 'options',
		options: [
			{ name: 'Everyone Named', value: 'everyone', description: 'Everyone in Who May Answer must say yes; one no decides, too' },
			{ name: 'First Answer', value: 'first', description: 'Whoever answers first decides' },
			{ name: 'Number of Yes', value: 'count', description: 'A vote: so many must say yes' },
		],
		default: 'first',
		displayOptions: { show },
		description: 'What settles the question',
	},
	{
		displayName: 'Yes Needed',
		name: 'yesNeeded',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 2,
		displayOptions: { show: { decidedBy: ['count'], ...show } },
		description: 'How many must say yes. With people named it is a no as soon as that can’t be reached any more.',
	},
	{
		displayName: 'Wait at Most',
		name: 'waitAmount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		displayOptions: { show },
		description:
			'How long to wait for an answer. Then the workflow goes on with Timed Out true, up to a minute late: n8n looks once a minute.',
	},
	{
		displayName: 'Unit',
		name: 'waitUnit',
		type: 'options',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
		],
		default: 'days',
		displayOptions: { show },
		description: 'Unit of Wait at Most',
	},
];

/** What counts, and for how long it must stand. */
export const ANSWER_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show },
	options: [
		{
			displayName: 'Answer Unclear Texts',
			name: 'askAgain',
			type: 'boolean',
			displayOptions: { show: { '/operation': ['sendAndWait'] }, hide: { text: ['ignore', 'any'] } },
			default: false,
			description:
				'Whether a text that is neither yes nor no is answered once with “Please tap 👍 or 👎.”, where the workflow is published',
		},
		{
			displayName: 'Choices',
			name: 'choices',
			type: 'string',
			default: '',
			placeholder: 'e.g. 👍 pizza, ❤️ pasta, 😂 sushi',
			description:
				'Answers with names of their own in place of yes and no, with commas between them: a reaction and a name each. The field Choice says which one was taken; Approved stays empty.',
		},
		{
			displayName: 'Means No',
			name: 'no',
			type: 'string',
			default: 'dislike, 👎',
			description:
				'Tapbacks that mean no, with commas between them: love, like, dislike, laugh, emphasize, question, or emoji. The 👍 of the menu, the emoji and its skin tones are the same.',
		},
		{
			displayName: 'Means Yes',
			name: 'yes',
			type: 'string',
			default: 'love, like, 👍, ❤️',
			description:
				'Tapbacks that mean yes, with commas between them: love, like, dislike, laugh, emphasize, question, or emoji. The 👍 of the menu, the emoji and its skin tones are the same.',
		},
		{
			displayName: 'No Needed',
			name: 'noNeeded',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			displayOptions: { show: { '/decidedBy': ['count'] } },
			default: 0,
			description: 'After how many no it is a no; 0 means once the yes can’t be reached any more, which is known where people are named',
		},
		{
			displayName: 'Other Tapbacks',
			name: 'other',
			type: 'options',
			options: [
				{ name: 'End the Wait', value: 'end', description: 'They answer neither yes nor no: Approved is empty' },
				{ name: 'Keep Waiting', value: 'wait', description: 'They are no answer' },
			],
			default: 'wait',
			description: 'What a tapback does that means neither yes nor no',
		},
		{
			displayName: 'Part Index',
			name: 'partIndex',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			displayOptions: { show: { '/operation': ['wait'], '/provider': KNOW_PARTS } },
			default: 0,
			description: 'Only tapbacks on this part of the message count, counted from 0; left out, those on any part do',
		},
		{
			displayName: 'Request Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1000 },
			displayOptions: { show: { '/operation': ['sendAndWait'] } },
			default: 120000,
			description: 'How many milliseconds to wait for an answer of the provider when the question is sent',
		},
		{
			displayName: 'Say How to Answer',
			name: 'addHint',
			type: 'boolean',
			displayOptions: { show: { '/operation': ['sendAndWait'] } },
			default: true,
			description: 'Whether to put a line like “👍 yes · 👎 no” below the question, unless it has these emoji already',
		},
		{
			displayName: 'Time to Reconsider',
			name: 'reconsider',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60,
			hint: 'In seconds',
			description:
				'For how many seconds a decision must stand before the workflow goes on: changing or removing the tapback counts until then. n8n looks once a minute, so it comes up to a minute later.',
		},
		{
			displayName: 'Words for No',
			name: 'noWords',
			type: 'string',
			default: 'no, n, nope, nah',
			description: 'Words that mean no, with commas between them, where written answers count',
		},
		{
			displayName: 'Words for Yes',
			name: 'yesWords',
			type: 'string',
			default: 'yes, y, yep, yeah, ok, okay, sure',
			description: 'Words that mean yes, with commas between them, where written answers count',
		},
		{
			displayName: 'Written Answers',
			name: 'text',
			type: 'options',
			options: [
				{ name: 'Any Text', value: 'any', description: 'Any text ends the wait; what means neither yes nor no is in the field Text' },
				{ name: 'Ignore', value: 'ignore', description: 'Only tapbacks count' },
				{ name: 'Yes or No', value: 'words', description: 'A text counts if it means yes or no for certain: “Yes please”, “No thanks”' },
			],
			default: 'words',
			description: 'Whether what people write counts beside their tapbacks; a Relay Workflow passes on tapbacks only',
		},
	],
};
