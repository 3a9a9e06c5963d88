import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS } from '../../../core';
import { CLASSIC_WORDS } from '../../shared/values/reaction-options';
import { quotesTarget } from '../questions/quotes-target';

/* The collection Options: what counts as an answer. Yes comes before no, and often used options come first. */

const RECEIVING_PARTS = PROVIDERS.filter(({ capabilities }) => capabilities.receivePart.level !== 'no').map(({ id }) => id);
const NAMING_TARGET = PROVIDERS.filter((provider) => !quotesTarget(provider)).map(({ id }) => id);

const TAPBACKS = `with commas between them: ${CLASSIC_WORDS}, or emoji. The 👍 of the menu, the emoji and its skin tones are the same.`;

const MEANING_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Means Yes',
		name: 'yes',
		type: 'string',
		default: 'love, like, 👍, ❤️',
		description: `Tapbacks that mean yes, ${TAPBACKS}`,
	},
	{ displayName: 'Means No', name: 'no', type: 'string', default: 'dislike, 👎', description: `Tapbacks that mean no, ${TAPBACKS}` },
	{
		displayName: 'Choices',
		name: 'choices',
		type: 'string',
		default: '',
		placeholder: 'e.g. 👍 pizza, ❤️ pasta, 😂 sushi',
		description:
			'Named answers in place of yes and no, with commas between them: a reaction and a name each. The field Choice says which one was given; Approved stays empty.',
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
			'How many seconds a decision must hold before the workflow goes on: until then a changed or removed tapback counts. n8n checks once a minute, so the workflow may go on a minute later.',
	},
	{
		displayName: 'No Needed',
		name: 'noNeeded',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		displayOptions: { show: { '/decidedBy': ['count'] } },
		default: 0,
		description: 'How many must say no. 0 means: once Yes Needed can’t be reached any more, which requires people in Who May Answer.',
	},
];

const TEXT_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Written Answers',
		name: 'text',
		type: 'options',
		options: [
			{ name: 'Yes or No', value: 'words', description: 'A text counts if it means yes or no for certain: “Yes please”, “No thanks”' },
			{ name: 'Any Text', value: 'any', description: 'Any text ends the wait; the field Text holds it' },
			{ name: 'Ignore', value: 'ignore', description: 'Only tapbacks count' },
		],
		default: 'words',
		description: 'Whether written answers count beside tapbacks; a Relay Workflow passes on tapbacks only',
	},
	{
		displayName: 'Words for Yes',
		name: 'yesWords',
		type: 'string',
		default: 'yes, y, yep, yeah, ok, okay, sure',
		description: 'Words that mean yes, with commas between them, if written answers count',
	},
	{
		displayName: 'Words for No',
		name: 'noWords',
		type: 'string',
		default: 'no, n, nope, nah',
		description: 'Words that mean no, with commas between them, if written answers count',
	},
	{
		displayName: 'Answer Unclear Texts',
		name: 'askAgain',
		type: 'boolean',
		displayOptions: { show: { '/operation': ['sendAndWait'] }, hide: { text: ['ignore', 'any'] } },
		default: false,
		description: 'Whether a text that is neither yes nor no is answered once with “Please tap 👍 or 👎.”, if the workflow is published',
	},
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		displayOptions: { show: { '/operation': ['wait'], '/provider': NAMING_TARGET } },
		default: '',
		description: 'Where the message was sent. Written answers count only with it.',
	},
];

const FURTHER_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Other Tapbacks',
		name: 'other',
		type: 'options',
		options: [
			{ name: 'Keep Waiting', value: 'wait', description: 'They are no answer' },
			{ name: 'End the Wait', value: 'end', description: 'They answer neither yes nor no: Approved is empty' },
		],
		default: 'wait',
		description: 'What happens on a tapback that means neither yes nor no',
	},
	{
		displayName: 'Part Index',
		name: 'partIndex',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		displayOptions: { show: { '/operation': ['wait'], '/provider': RECEIVING_PARTS } },
		default: 0,
		description: 'Only tapbacks on this part of the message count; the first part is 0. Without this option any part counts.',
	},
	{
		displayName: 'Sending Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1000 },
		displayOptions: { show: { '/operation': ['sendAndWait'] } },
		default: 120000,
		hint: 'In milliseconds',
		description: 'How long the provider may take to accept the question. How long people have to answer is Wait at Most.',
	},
];

export const ANSWER_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { operation: ['sendAndWait', 'wait'], step: [''] } },
	options: [...MEANING_OPTIONS, ...TEXT_OPTIONS, ...FURTHER_OPTIONS],
};
