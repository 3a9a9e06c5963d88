import { describe, expect, it } from '@jest/globals';
import type { INodeListSearchItems } from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { HUMAN, ask } from '../../harness/n8n/asking.mts';
import { loadOptionsContext } from '../../harness/n8n/contexts.mts';
import { jsonOf, PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { packageNode, workflowOf } from '../../harness/n8n/workflow.mts';

const harness = useHarness();

type Method = 'searchConversations' | 'searchAddressees' | 'searchMessages';

/** What n8n’s panel lists, of what has these letters in it. */
async function search(
	provider: ProviderId,
	method: Method,
	{ filter, hasCredential = true }: { filter?: string; hasCredential?: boolean } = {},
): Promise<INodeListSearchItems[]> {
	const node = packageNode(harness.built, 'sendTapback', { parameters: { provider } });
	if (!hasCredential) node.credentials = {};
	const context = loadOptionsContext(
		{ workflow: workflowOf(harness.built, [node]), node, credentials: harness.credentials() },
		{ provider },
	);
	const list = harness.built.nodeType('sendTapback').methods?.listSearch?.[method];
	if (list === undefined) throw new Error(`There is no list ${method}.`);
	return (await list.call(context, filter)).results;
}

/** They wrote, we answered, they wrote again. */
function talk(provider: ProviderId) {
	const say = (from: 'human' | 'agent', text: string) => harness.sandbox.control.sendMessage(provider, { from, text });
	return { asked: say('human', 'Is there parking?'), answered: say('agent', 'Yes, behind the house.'), thanked: say('human', 'Thanks!') };
}

function tapbacksOn(provider: ProviderId, messageId: string) {
	return harness.sandbox.control.tapbacks(provider, messageId).map(({ reaction, from }) => [reaction, from]);
}

describe.each(PROVIDER_IDS)('the lists of %s', (provider) => {
	it('show the newest messages, with who wrote them', async () => {
		const { answered, thanked } = talk(provider);
		const found = await search(provider, 'searchMessages');
		expect(found.find(({ value }) => value === thanked.id)?.name).toBe(`${HUMAN}: Thanks!`);
		expect(found.find(({ value }) => value === answered.id)?.name).toMatch(/^You to .+: Yes, behind the house\.$/);
	});

	it('show the conversations by who is in them, and what is typed narrows them down', async () => {
		talk(provider);
		const found = await search(provider, 'searchConversations', { filter: '0123' });
		expect(found.map(({ name }) => name)).toContain(HUMAN);
		expect(await search(provider, 'searchConversations', { filter: 'nobody' })).toEqual([]);
	});

	it('are empty before a credential is chosen, which is no error', async () => {
		expect(await search(provider, 'searchMessages', { hasCredential: false })).toEqual([]);
		expect(harness.sandbox.control.requests({ provider })).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('a tapback through %s', (provider) => {
	it('goes on a message that was chosen from the list', async () => {
		const { thanked } = talk(provider);
		const messageId = { __rl: true, mode: 'list', value: thanked.id, cachedResultName: 'Thanks!' };
		const run = await harness.send(provider, { parameters: { messageId, ...scenarioOf({ id: provider }).sendFields(thanked) } });
		expect(run.error).toBeUndefined();
		expect(tapbacksOn(provider, thanked.id)).toEqual([['like', 'agent']]);
	});

	it('goes on the latest message from them, and says which one that was', async () => {
		const { thanked } = talk(provider);
		const conversation = { __rl: true, mode: 'id', value: HUMAN };
		const run = await harness.send(provider, {
			parameters: { target: 'latestFromThem', conversation, ...scenarioOf({ id: provider }).sendFields(thanked) },
		});
		expect(run.error).toBeUndefined();
		expect(jsonOf(run)).toMatchObject([{ messageId: thanked.id, reaction: 'like' }]);
		expect(tapbacksOn(provider, thanked.id)).toEqual([['like', 'agent']]);
	});
});

/** A question needs the signing key, which an account that shows it once no longer does. */
const SHOWING_SECRETS = PROVIDER_IDS.filter((id) => scenarioOf({ id }).registration.secret === 'each time');

describe.each(SHOWING_SECRETS)('the list of whom to ask through %s', (provider) => {
	it('gives an addressee that a question reaches', async () => {
		talk(provider);
		harness.sandbox.control.changeQuirks(provider, scenarioOf({ id: provider }).quirks);
		const [found] = (await search(provider, 'searchAddressees', { filter: '0123' })).filter(({ name }) => name === HUMAN);
		const to = { __rl: true, mode: 'list', value: String(found?.value), cachedResultName: HUMAN };
		const run = await ask(harness, provider, { parameters: { to } });
		expect(run.error).toBeUndefined();
		const asked = harness.sandbox.control.messages(provider).at(-1);
		expect([asked?.from, JSON.stringify(asked?.parts).includes('Shall I book it?')]).toEqual(['agent', true]);
	});
});

describe('the latest message', () => {
	it('may be one of ours', async () => {
		const { answered } = talk('linq');
		const [conversation] = await search('linq', 'searchConversations', { filter: '0123' });
		const parameters = { target: 'latestFromUs', conversation: { __rl: true, mode: 'list', value: String(conversation?.value) } };
		expect(jsonOf(await harness.send('linq', { parameters }))).toMatchObject([{ messageId: answered.id }]);
	});

	it('is of the conversation of each item', async () => {
		const { thanked } = talk('linq');
		const parameters = { target: 'latestFromThem', conversation: '={{ $json.actor }}' };
		const run = await harness.send('linq', {
			parameters,
			items: [{ actor: HUMAN }, { actor: '+12025559999' }],
			onError: 'continueRegularOutput',
		});
		expect(jsonOf(run)).toMatchObject([{ messageId: thanked.id }, { error: { code: 'TARGET_NOT_FOUND' } }]);
	});

	it('is looked for once for each try, and nothing is sent where there is none', async () => {
		const parameters = { target: 'latestFromThem', conversation: '+12025559999' };
		expect((await harness.send('linq', { parameters })).error?.message).toMatch(/^Linq lists no message from them in the conversation/);
		expect(harness.sandbox.control.requests({ provider: 'linq' }).filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

it('a list that fails says why, in our words', async () => {
	harness.sandbox.control.addFault('linq', { match: { method: 'GET' }, fault: { kind: 'status', status: 500 } });
	await expect(search('linq', 'searchMessages')).rejects.toThrow(/^Linq answered 500/);
});
