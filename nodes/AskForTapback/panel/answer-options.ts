import type { INodeProperties } from 'n8n-workflow';

import { PROVIDERS } from '../../../core';
import { CLASSIC_WORDS } from '../../shared/values/reaction-options';
import { quotesTarget } from '../questions/quotes-target';

/* What counts as an answer, and for how long it must stand: yes before no, what most people change first, the hardest last. */

const KNOW_PARTS = PROVIDERS.filter(({ capabilities }) => capabilities.receivePart.level !== 'no').map(({ id }) => id);
const NAME_TARGET = PROVIDERS.filter((provider) => !quotesTarget(provider)).map(({ id }) => id);

const TAPBACKS = `with commas between them: ${CLASSIC_WORDS}, or emoji. The 👍 of the menu, the emoji and its skin tones are the same.`;

const MEANS: INodeProperties[] = [
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
			'Answers with names of their own in place of yes and no, with commas between them: a reaction and a name each. The field Choice says which one was taken; Approved stays empty.',
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
		displayName: 'No Needed',
		name: 'noNeeded',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		displayOptions: { show: { '/decidedBy': ['count'] } },
		default: 0,
		description: 'After how many no it is a no; 0 means once the yes can’t be reached any more, which is known where people are named',
	},
];

const TEXTS: INodeProperties[] = [
	{
		displayName: 'Written Answers',
		name: 'text',
		type: 'options',
		options: [
			{ name: 'Yes or No', value: 'words', description: 'A text counts if it means yes or no for certain: “Yes please”, “No thanks”' },
			{ name: 'Any Text', value: 'any', description: 'Any text ends the wait; what means neither yes nor no is in the field Text' },
			{ name: 'Ignore', value: 'ignore', description: 'Only tapbacks count' },
		],
		default: 'words',
		description: 'Whether what people write counts beside their tapbacks; a Relay Workflow passes on tapbacks only',
	},
	{
		displayName: 'Words for Yes',
		name: 'yesWords',
		type: 'string',
		default: 'yes, y, yep, yeah, ok, okay, sure',
		description: 'Words that mean yes, with commas between them, where written answers count',
	},
	{
		displayName: 'Words for No',
		name: 'noWords',
		type: 'string',
		default: 'no, n, nope, nah',
		description: 'Words that mean no, with commas between them, where written answers count',
	},
	{
		displayName: 'Answer Unclear Texts',
		name: 'askAgain',
		type: 'boolean',
		displayOptions: { show: { '/operation': ['sendAndWait'] }, hide: { text: ['ignore', 'any'] } },
		default: false,
		description: 'Whether a text that is neither yes nor no is answered once with “Please tap 👍 or 👎.”, where the workflow is published',
	},
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		displayOptions: { show: { '/operation': ['wait'], '/provider': NAME_TARGET } },
		default: '',
		description: 'Where the message was sent. Written answers count only with it.',
	},
];

const FINER_POINTS: INodeProperties[] = [
	{
		displayName: 'Other Tapbacks',
		name: 'other',
		type: 'options',
		options: [
			{ name: 'Keep Waiting', value: 'wait', description: 'They are no answer' },
			{ name: 'End the Wait', value: 'end', description: 'They answer neither yes nor no: Approved is empty' },
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
	options: [...MEANS, ...TEXTS, ...FINER_POINTS],
};
