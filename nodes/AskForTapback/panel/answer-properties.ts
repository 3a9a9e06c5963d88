import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['sendAndWait', 'wait'], step: [''] };

/** Who may answer, for how long, and what decides. */
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
		displayName: 'Wait at Most',
		name: 'waitAmount',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		displayOptions: { show },
		description:
			'How long people have to answer. Then the workflow goes on with Timed Out true, at most 2½ minutes late: n8n checks once a minute.',
	},
	{
		displayName: 'Unit',
		name: 'waitUnit',
		type: 'options',
		options: [
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Days', value: 'days' },
		],
		default: 'days',
		displayOptions: { show },
		description: 'Unit of Wait at Most',
	},
	{
		displayName: 'Decided By',
		name: 'decidedBy',
		type: 'options',
		options: [
			{ name: 'First Answer', value: 'first', description: 'Whoever answers first decides' },
			{ name: 'Everyone Named', value: 'everyone', description: 'Everyone in Who May Answer must say yes; a single no is a no' },
			{ name: 'Number of Yes', value: 'count', description: 'A vote: Yes Needed says how many must say yes' },
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
		description: 'How many must say yes. With people in Who May Answer, the answer is no once this number can’t be reached any more.',
	},
];
