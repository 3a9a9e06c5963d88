import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, findLatestMessage, listConversations, listRecentMessages } from '../../core/index.ts';
import { IN_GROUP } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const HUMAN = '+12025550123';

/** A harness in which somebody wrote, we answered, and they wrote again, in a conversation of two. */
function talk(provider: (typeof PROVIDERS)[number]) {
	const harness = sandbox.harness(provider);
	const say = (from: 'human' | 'agent', text: string) => harness.control.sendMessage(provider.id, { from, text });
	const [asked, answered, thanked] = [say('human', 'Is there parking?'), say('agent', 'Yes, behind the house.'), say('human', 'Thanks!')];
	const latest = async (conversation: unknown, from: 'them' | 'us') =>
		await findLatestMessage(provider, harness.call, { conversation, from });
	return { ...harness, say, asked, answered, thanked, latest };
}

describe.each(PROVIDERS)('$name', (provider) => {
	it('lists the conversations of the account, with who is in them and where a message goes', async () => {
		const { call, overview } = talk(provider);
		const listed = await listConversations(provider, call);
		const direct = listed.find(({ isGroup, participants }) => !isGroup && participants.includes(HUMAN));
		expect(direct).toMatchObject({ participants: [HUMAN], address: expect.stringMatching(/./) });
		const known = overview().conversations;
		for (const { participants, isGroup } of listed) {
			const people = new Set(participants);
			expect(known.some((one) => one.participants.some((person) => people.has(person)) && one.isGroup === isGroup)).toBe(true);
		}
	});

	it('lists the newest messages of both sides, the latest first, by ids that a tapback takes', async () => {
		const { call, asked, answered, thanked } = talk(provider);
		const listed = await listRecentMessages(provider, call);
		const ids = listed.map(({ id }) => id);
		expect([thanked, answered, asked].map(({ id }) => ids.indexOf(id)).sort((one, other) => one - other)).not.toContain(-1);
		expect(ids.indexOf(thanked.id)).toBeLessThan(ids.indexOf(asked.id));
		expect(listed.find(({ id }) => id === answered.id)).toMatchObject({ isFromMe: true, text: 'Yes, behind the house.' });
		expect(listed.find(({ id }) => id === thanked.id)).toMatchObject({ isFromMe: false, text: 'Thanks!', author: HUMAN });
		for (const { id } of listed) expect(id).toMatch(provider.messageId.pattern);
	});

	it('finds the latest message from them, and from us, in a listed conversation', async () => {
		const { call, answered, thanked, latest, say } = talk(provider);
		const listed = await listConversations(provider, call);
		const { id } = listed.find(({ isGroup, participants }) => !isGroup && participants.includes(HUMAN)) ?? {};
		expect([await latest(id, 'them'), await latest(id, 'us')]).toEqual([thanked.id, answered.id]);
		const again = say('human', 'One more thing');
		expect([await latest(id, 'them'), await latest(id, 'us')]).toEqual([again.id, answered.id]);
	});

	it('finds it by the person’s number as well', async () => {
		const { thanked, latest } = talk(provider);
		expect(await latest('+1 (202) 555-0123', 'them')).toBe(thanked.id);
	});

	it('finds none in a conversation that there is not, and says so', async () => {
		const { latest } = talk(provider);
		expect(await errorOf(latest('+12025559999', 'them'))).toMatchObject({ code: 'TARGET_NOT_FOUND' });
		const unknown = await errorOf(latest('11111111-1111-4111-8111-11111111aaaa', 'us'));
		expect(unknown).toMatchObject({ code: 'TARGET_NOT_FOUND' });
	});

	it('asks nobody where no conversation is given', async () => {
		const harness = sandbox.harness(provider);
		for (const conversation of ['', ' ', undefined, null]) {
			const error = await errorOf(findLatestMessage(provider, harness.call, { conversation, from: 'them' }));
			expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'conversation' } });
		}
		expect(harness.requests()).toEqual([]);
	});

	it('survives rows of another shape than its own', async () => {
		const harness = talk(provider);
		const odd = [{}, { id: 7 }, null, 'x'];
		const body = { chats: odd, data: odd, replies: odd, messages: odd, hasMore: false };
		const isBare = scenarioOf(provider).messages.areListedBare;
		harness.control.addFault(provider.id, { match: { method: 'GET' }, fault: { kind: 'status', status: 200, body: isBare ? odd : body } });
		expect(await listConversations(provider, harness.call)).toEqual([]);
	});
});

describe('a group', () => {
	it.each(PROVIDERS.filter((provider) => scenarioOf(provider).messages.reachGroups))(
		'is listed by $name with its people',
		async (provider) => {
			const harness = sandbox.harness(provider);
			const message = harness.message(IN_GROUP);
			harness.control.sendMessage(provider.id, { from: 'human', text: 'Who brings the cake?', conversationId: message.conversationId });
			const group = (await listConversations(provider, harness.call)).find(({ isGroup }) => isGroup);
			expect(group?.participants.length).toBeGreaterThan(1);
		},
	);
});

describe('a provider that lists no conversations', () => {
	const [first] = PROVIDERS;
	it('says so, and lists none', async () => {
		if (first === undefined) throw new Error('There is no provider.');
		const harness = sandbox.harness(first);
		const silent = { ...first, conversations: undefined };
		expect([await listConversations(silent, harness.call), await listRecentMessages(silent, harness.call)]).toEqual([[], []]);
		const error = await errorOf(findLatestMessage(silent, harness.call, { conversation: HUMAN, from: 'them' }));
		expect(error).toMatchObject({ code: 'UNSUPPORTED' });
		expect(harness.requests()).toEqual([]);
	});
});
