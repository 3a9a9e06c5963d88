import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { HUMAN, ask, inputWhileParked, parkedQuestions, type AskOptions } from '../../harness/n8n/asking.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

/** What the node says to it, having asked nobody. */
async function refusal(provider: ProviderId, options: AskOptions) {
	const { error, started } = await ask(harness, provider, options);
	expect(started).toEqual([]);
	expect(harness.sandbox.control.requests({ provider })).toEqual([]);
	return { says: error?.message, ...Object(error) };
}

function groupOfSendblue(): string {
	const { conversations = [] } = harness.sandbox.control.overview().providers.sendblue ?? {};
	return conversations.find(({ isGroup }) => isGroup)?.id ?? '';
}

function sentTexts(provider: ProviderId): string[] {
	return harness.sandbox.control
		.messages(provider)
		.filter(({ from }) => from === 'agent')
		.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' && part.text.includes('👍 yes') ? [part.text] : [])));
}

/** n8n itself refuses a required field that is plainly empty. */
const NOTHING = '={{ "" }}';
const RELAY = { __rl: true, mode: 'id', value: 'relay-1' };

describe('is refused before anything is sent:', () => {
	it.each<[string, ProviderId, INodeParameters, string]>([
		[
			'a Relay Workflow with Written Answers',
			'agentphone',
			{ relayWorkflow: RELAY, options: { text: 'words' } },
			'A Relay Workflow passes tapbacks on, and no messages. Set Options → Written Answers to Ignore.',
		],
		['an empty message', 'linq', { message: ' \n' }, 'The message is empty. Give it a text or a picture.'],
		[
			'nobody to ask',
			'linq',
			{ to: NOTHING },
			'Linq needs a recipient for the message. Give the id of the conversation, which is a UUID, or a phone number. Nothing was sent.',
		],
		[
			'a reaction for yes and for no',
			'linq',
			{ options: { no: 'dislike, 👍🏽' } },
			'Means No has 👍🏽, which is in Means Yes as well. It can mean one of them only.',
		],
		[
			'what is no reaction',
			'linq',
			{ options: { yes: 'like, thumbs up' } },
			'Means Yes has “thumbs up”. Each must be love, like, dislike, laugh, emphasize, question, or exactly one emoji.',
		],
		[
			'everyone, where nobody is named',
			'linq',
			{ decidedBy: 'everyone' },
			'Decided By is everyone, but Who May Answer names nobody. Name the people who must agree.',
		],
		[
			'more yes than people',
			'linq',
			{ decidedBy: 'count', yesNeeded: 3, from: 'ana@example.com, ben@example.com' },
			'Yes Needed is 3, but Who May Answer names 2. It could never be reached.',
		],
		[
			'more no than people',
			'linq',
			{ decidedBy: 'count', yesNeeded: 1, from: 'ana@example.com', options: { noNeeded: 2 } },
			'No Needed is 2, but Who May Answer names 1. It could never be reached.',
		],
		['no yes at all', 'linq', { decidedBy: 'count', yesNeeded: 0 }, 'Yes Needed must be a whole number above 0.'],
		['half a no', 'linq', { decidedBy: 'count', options: { noNeeded: 0.5 } }, 'No Needed must be a whole number above 0.'],
		['a window before now', 'linq', { options: { reconsider: -1 } }, 'Time to Reconsider must be a whole number from 0 on.'],
		['no time', 'linq', { waitAmount: 0 }, 'Wait at Most is 0 days. It must be above 0, and 365 days at most.'],
		['time before now', 'linq', { waitAmount: -2 }, 'Wait at Most is -2 days. It must be above 0, and 365 days at most.'],
		['too much time', 'linq', { waitAmount: 366 }, 'Wait at Most is 366 days. It must be above 0, and 365 days at most.'],
		[
			'more hours than a year has',
			'linq',
			{ waitAmount: 8761, waitUnit: 'hours' },
			'Wait at Most is 8761 hours. It must be above 0, and 365 days at most.',
		],
		['a time that is no number', 'linq', { waitAmount: '={{ "soon" }}' }, 'Wait at Most is “soon”. It must be a number.'],
		['a unit that is none', 'linq', { waitUnit: '={{ "fortnights" }}' }, 'Unit is “fortnights”. It must be minutes, hours or days.'],
		[
			'a timeout that is none',
			'linq',
			{ options: { timeout: -5 } },
			'Timeout is -5. It must be a whole number of milliseconds, e.g. 120000.',
		],
	])('%s', async (_, provider, parameters, says) => expect((await refusal(provider, { parameters })).says).toBe(says));

	it.each(PROVIDER_IDS.filter((id) => id !== 'sendblue'))('to wait on a message of %s without its id', async (provider) => {
		const { says } = await refusal(provider, { operation: 'wait', parameters: { messageId: NOTHING } });
		expect(says).toMatch(/^Message ID is empty\. Give the id of the message: an? \w+ message id /);
	});

	it('to wait on a message of Sendblue without its text', async () => {
		const { says } = await refusal('sendblue', { operation: 'wait', parameters: { messageText: ' ' } });
		expect(says).toBe(
			'Message Text is empty, and Sendblue’s tapbacks only quote their message. Enter the text of the message as it was sent.',
		);
	});

	it('to ask where n8n lets no node wait', async () => {
		const { says } = await refusal('linq', { more: { executionId: undefined } });
		expect(says).toMatch(/^A question can’t wait for its answer here: .*MCP Server Trigger.*Nothing was sent\.$/);
	});

	it('a name that Who May Answer can’t hold', async () => {
		const from = Array.from({ length: 257 }, (_, index) => `p${index}@example.com`).join();
		expect((await refusal('linq', { parameters: { from } })).says).toBe('Who May Answer names 257 people. It can name 256 at most.');
	});
});

describe('of several items', () => {
	const TEXTS = [{ text: 'One?' }, { text: '' }, { text: 'Three?' }];
	const parameters = { message: '={{ $json.text }}' };

	it('the wrong one is named, with nobody asked', async () => {
		expect(await refusal('linq', { items: TEXTS, parameters })).toMatchObject({
			context: { itemIndex: 1 },
			description: 'Code INVALID_INPUT',
		});
	});

	it('the wrong one fails alone, where the node goes on', async () => {
		const run = await ask(harness, 'linq', { items: TEXTS, parameters, onError: 'continueErrorOutput' });
		expect(run.error).toBeUndefined();
		expect(parkedQuestions(run)).toMatchObject([
			{ failure: null },
			{ failure: { message: 'The message is empty. Give it a text or a picture.', code: 'INVALID_INPUT' } },
			{ failure: null },
		]);
		expect(inputWhileParked(run)).toHaveLength(3);
		expect(sentTexts('linq')).toEqual(['One?\n👍 yes · 👎 no', 'Three?\n👍 yes · 👎 no']);
	});

	it('none may be asked by another identity', async () => {
		const [first, second] = identities();
		const options = { items: [{ id: first }, { id: first, text: '' }, { id: second }], parameters: { identityId: '={{ $json.id }}' } };
		const says =
			'This item has another Agent Identity than the webhook of this node is registered for, so its answer would not arrive. Use one node for each Agent Identity.';
		expect(await refusal('inkbox', options)).toMatchObject({ says, context: { itemIndex: 2 } });
	});
});

function identities(): string[] {
	const all = harness.sandbox.control.overview().providers.inkbox?.identities;
	return Array.isArray(all) ? all.map((one: unknown) => String(Object(one).id)) : [];
}

describe('two items with the same question', () => {
	const same = [{ text: 'Book it?' }, { text: 'Book it? ' }];
	const parameters = { message: '={{ $json.text }}' };
	const says =
		'An earlier item asks the same question in the same place, and Sendblue’s tapbacks only quote their message: an answer could belong to either. Word them differently.';

	it('are refused where tapbacks only quote their message', async () => {
		expect(await refusal('sendblue', { items: same, parameters })).toMatchObject({ says, context: { itemIndex: 1 } });
	});

	it('are refused where they differ in what a quote may differ in', async () => {
		const items = [{ text: 'Book it – “now”\u200b?' }, { text: 'Book it - "now"?' }];
		expect((await refusal('sendblue', { items, parameters })).says).toBe(says);
	});

	it('are refused as well where the messages were sent already', async () => {
		const options = { operation: 'wait', items: same, parameters: { messageText: '={{ $json.text }}' } } as const;
		expect((await refusal('sendblue', options)).says).toBe(says);
	});

	it('are refused where the same number is written in two ways', async () => {
		const items = [{ to: HUMAN }, { to: '+1 (202) 555-0123' }];
		expect((await refusal('sendblue', { items, parameters: { to: '={{ $json.to }}' } })).says).toBe(says);
	});

	it.each<[string, INodeParameters]>([
		['to two people', { to: '={{ $json.to }}' }],
		['to two people of a group', { to: '={{ $json.group }}', from: '={{ $json.to }}' }],
	])('are two questions %s', async (_, where) => {
		const items = [
			{ to: '+12025550111', group: groupOfSendblue() },
			{ to: '+12025550122', group: groupOfSendblue() },
		];
		const run = await ask(harness, 'sendblue', { items, parameters: where });
		expect([run.error, parkedQuestions(run).length]).toEqual([undefined, 2]);
	});

	it('are two questions where tapbacks name their message', async () => {
		const run = await ask(harness, 'linq', { items: same, parameters });
		expect([run.error, parkedQuestions(run).length]).toEqual([undefined, 2]);
	});
});
