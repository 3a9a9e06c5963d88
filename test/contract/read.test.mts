import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, type LiveTapback, type Provider } from '../../core/index.ts';
import { expectUnsupported, IN_GROUP, OWN_ANSWER, QUESTION, reasonOf, TWO_PARTS, type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { describeCapability } from '../harness/contract/capability.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const FIELDS = [
	'actor',
	'conversationId',
	'isFromMe',
	'line',
	'message',
	'messageId',
	'occurredAt',
	'partIndex',
	'reaction',
	'reactionId',
	'service',
];

/** More than two pages of any vendor. */
const MANY_MESSAGES = 451;

const allFields = ({ fields }: Provider) => Object.values(fields).flat();

const sides = (live: LiveTapback[]) => live.map(({ isFromMe, reaction }) => [isFromMe ? 'own' : 'theirs', reaction] as const);

/** Two at each instant, like the images of a carousel: a page of any even size ends between two such. */
function sendMany({ control, provider }: Harness): string[] {
	return Array.from({ length: MANY_MESSAGES }, (_, i) => {
		if (i % 2 === 0) sandbox.pass(1000);
		return control.sendMessage(provider.id, { from: 'human', text: `Message ${i}` }).id;
	});
}

describe.each([...PROVIDERS])('$name reads the live set', (provider) => {
	const { unknownMessageId, send, errorBody } = scenarioOf(provider);

	describeCapability(provider, 'readLive', {
		can() {
			it('of a message nobody reacted to as empty', async () => {
				expect(await sandbox.harness(provider).read()).toEqual([]);
			});

			it('with our own tapback and the human’s', async () => {
				const harness = sandbox.harness(provider);
				const { id, author, conversationId } = harness.message();
				harness.control.react(provider.id, { messageId: id, reaction: 'question' });
				await harness.send({ reaction: 'laugh' });
				const live = await harness.read();
				expect(sides(live)).toEqual([
					['theirs', { type: 'question' }],
					['own', { type: 'laugh' }],
				]);
				for (const tapback of live) {
					expect(Object.keys(tapback).sort()).toEqual(FIELDS);
					expect(tapback).toMatchObject({ messageId: id, conversationId, service: 'iMessage' });
				}
				expect(live[0]?.actor).toBe(author);
			});

			it('of a group with everyone’s tapback', async () => {
				const harness = sandbox.harness(provider);
				const message = harness.message(IN_GROUP);
				const { participants } = harness.overview().conversations.find(({ id }) => id === message.conversationId) ?? { participants: [] };
				for (const actor of participants) harness.control.react(provider.id, { messageId: message.id, reaction: 'like', actor });
				const live = await harness.read(message.id, { message });
				expect(live.map(({ actor }) => actor).sort()).toEqual([...participants].sort());
			});

			it('with the newest of each person after a swap, and nothing after a removal', async () => {
				const harness = sandbox.harness(provider);
				const { id: messageId } = harness.message();
				harness.control.react(provider.id, { messageId, reaction: 'love' });
				sandbox.pass(1000);
				harness.control.react(provider.id, { messageId, reaction: 'dislike' });
				expect(sides(await harness.read())).toEqual([['theirs', { type: 'dislike' }]]);
				harness.control.react(provider.id, { messageId, action: 'remove' });
				expect(await harness.read()).toEqual([]);
			});

			it.each(['🔥', '👍🏽', '❤️'])('with the human’s emoji %s as it is, not folded to a classic', async (emoji) => {
				const harness = sandbox.harness(provider);
				harness.control.react(provider.id, { messageId: harness.message().id, reaction: 'emoji', emoji });
				expect(sides(await harness.read())).toEqual([['theirs', { type: 'emoji', emoji }]]);
			});

			if (send.emoji) {
				it('with our own emoji', async () => {
					const harness = sandbox.harness(provider);
					const emoji = send.emoji?.sendable[0] ?? '';
					await harness.send({ reaction: 'emoji', emoji });
					expect(sides(await harness.read())).toEqual([['own', { type: 'emoji', emoji }]]);
				});
			}

			it('by part, as far as the vendor knows parts', async () => {
				const harness = sandbox.harness(provider);
				const message = harness.message(TWO_PARTS);
				harness.control.react(provider.id, { messageId: message.id, reaction: 'love', partIndex: 0 });
				const knowsParts = provider.capabilities.sendPart.level !== 'no';
				if (knowsParts) await harness.send({ messageId: message.id, reaction: 'like', partIndex: 1 });
				const all = await harness.read(message.id, { message });
				expect(all.map(({ partIndex }) => partIndex)).toEqual(knowsParts ? [0, 1] : [null]);
				expect(sides(await harness.read(message.id, { message, partIndex: 0 }))).toEqual([['theirs', { type: 'love' }]]);
				expect(sides(await harness.read(`p:1/${message.id}`, { message }))).toEqual(knowsParts ? [['own', { type: 'like' }]] : []);
			});

			it.each([
				[QUESTION, false],
				[OWN_ANSWER, true],
				[IN_GROUP, false],
			])('with the message along, by the same request: %s', async (text, isFromMe) => {
				const harness = sandbox.harness(provider);
				const message = harness.message(text);
				harness.control.react(provider.id, { messageId: message.id, reaction: 'love' });
				const [tapback] = await harness.read(message.id, { message });
				const sentAt = new Date(message.sentAt).toISOString();
				expect(tapback?.message).toEqual({ id: message.id, text, isFromMe, sentAt, candidates: [] });
				expect(harness.requests()).toHaveLength(1);
			});

			it('counted: who has what now, once each, and not what they had before', async () => {
				const harness = sandbox.harness(provider);
				const message = harness.message(IN_GROUP);
				const { participants } = harness.overview().conversations.find(({ id }) => id === message.conversationId) ?? { participants: [] };
				const [undecided] = participants;
				harness.control.react(provider.id, { messageId: message.id, reaction: 'dislike', actor: undecided });
				sandbox.pass(1000);
				for (const actor of participants) harness.control.react(provider.id, { messageId: message.id, reaction: 'like', actor });
				const { total, counts, people, own, anonymous, message: tapped } = await harness.tally(message.id, { message });
				expect({ total, likes: counts.like, dislikes: counts.dislike, own, anonymous }).toEqual({
					...{ total: participants.length, likes: participants.length, dislikes: 0, own: [], anonymous: 0 },
				});
				expect(people.map(({ actor }) => actor).sort()).toEqual([...participants].sort());
				expect(tapped?.text).toBe(IN_GROUP);
			});

			it('counted, with our own apart', async () => {
				const harness = sandbox.harness(provider);
				await harness.send({ reaction: 'laugh' });
				const { total, own } = await harness.tally();
				expect({ total, own }).toMatchObject({ total: 0, own: [{ reaction: 'laugh', emoji: '😂' }] });
			});

			it('of a message far back, behind hundreds of others', async () => {
				const harness = sandbox.harness(provider);
				harness.control.react(provider.id, { messageId: harness.message().id, reaction: 'love' });
				sendMany(harness);
				expect(sides(await harness.read())).toEqual([['theirs', { type: 'love' }]]);
			});

			it('of each message around the end of a page, also where two were sent at the same instant', async () => {
				const harness = sandbox.harness(provider);
				const newestFirst = sendMany(harness).reverse();
				for (const pageEnd of [50, 100, 200, 400]) {
					for (const messageId of newestFirst.slice(pageEnd - 2, pageEnd + 2)) {
						harness.control.react(provider.id, { messageId, reaction: 'like' });
						expect(sides(await harness.read(messageId))).toEqual([['theirs', { type: 'like' }]]);
					}
				}
			});

			it('and says that a message is unknown', async () => {
				const harness = sandbox.harness(provider);
				const error = await errorOf(harness.read(unknownMessageId));
				expect(error.code).toBe('TARGET_NOT_FOUND');
				expect(error.message).toContain(provider.name);
			});

			it('again after the vendor failed once, and says so when it goes on', async () => {
				const harness = sandbox.harness(provider);
				harness.control.addFault(provider.id, { fault: { kind: 'status', status: 503, body: errorBody('Busy') } });
				expect(await harness.read()).toEqual([]);
				harness.control.addFault(provider.id, { times: 99, fault: { kind: 'body', body: '{"data":' } });
				expect(await errorOf(harness.read())).toMatchObject({ code: 'BAD_ANSWER' });
			});

			it('and takes an answer of another shape for none', async () => {
				const harness = sandbox.harness(provider);
				harness.control.addFault(provider.id, { times: 99, fault: { kind: 'body', body: 'null' } });
				expect(await errorOf(harness.read())).toMatchObject({ code: 'BAD_ANSWER' });
			});
		},
		cannot() {
			it('never, and says so before any request', async () => {
				const harness = sandbox.harness(provider);
				await expectUnsupported(harness, () => harness.read(), reasonOf(provider, 'readLive'));
				await expectUnsupported(harness, () => harness.tally(), reasonOf(provider, 'readLive'));
			});
		},
	});
});

describe.each([...PROVIDERS])('$name', (provider) => {
	it('answers its credential test', async () => {
		const harness = sandbox.harness(provider);
		const { path, expects } = provider.credential.test;
		const { json } = await harness.call({ method: 'GET', path, idempotent: true });
		expect(json).toHaveProperty(expects);
	});

	it('lists what the user can choose from, each once, by the value that is sent', async () => {
		const harness = sandbox.harness(provider);
		const overview = harness.overview();
		for (const { name, choices } of allFields(provider)) {
			const values = (await choices?.(harness.call))?.map(({ value }) => value) ?? [];
			expect([name, values.length]).toEqual([name, choices === undefined ? 0 : overview.lines.length]);
			for (const value of values) expect(JSON.stringify(overview)).toContain(JSON.stringify(value));
			expect(new Set(values).size).toBe(values.length);
		}
	});

	it('takes what it lists', async () => {
		const harness = sandbox.harness(provider);
		for (const { name, choices, format } of allFields(provider)) {
			const values = (await choices?.(harness.call))?.map(({ value }) => value) ?? [];
			expect([name, values.filter((value) => format?.pattern.test(value) === false)]).toEqual([name, []]);
		}
	});
});
