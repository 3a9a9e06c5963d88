import { describe, expect, it } from '@jest/globals';

import type { Message } from '../../../sandbox/src/index.mts';
import { itemsOf, jsonOf, PROVIDER_IDS, type Harness } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

const RESULT_FIELDS = [
	'provider',
	'operation',
	'messageId',
	'partIndex',
	'reaction',
	'emoji',
	'outcome',
	'previous',
	'reactionId',
	'traceId',
];

function oneMessage(provider: Parameters<Harness['newMessages']>[0]): Message {
	const [message] = harness.newMessages(provider, 1);
	if (!message) throw new Error('The sandbox made no message.');
	return message;
}

function liveReactions(provider: string, messageId: string) {
	return harness.sandbox.control
		.tapbacks(provider, messageId)
		.map(({ reaction, emoji, from, partIndex }) => ({ reaction, emoji, from, partIndex }));
}

describe.each(PROVIDER_IDS)('Send Tapback with %s', (provider) => {
	it('adds a classic tapback that stands on the phone afterwards', async () => {
		const message = oneMessage(provider);
		const result = await harness.send(provider, { items: itemsOf([message]), parameters: { reaction: 'love' } });
		expect(result.error).toBeUndefined();
		expect(liveReactions(provider, message.id)).toEqual([{ reaction: 'love', emoji: '❤️', from: 'agent', partIndex: 0 }]);
	});

	it('puts out one item with exactly the promised fields, paired with its input', async () => {
		const message = oneMessage(provider);
		const { outputs } = await harness.send(provider, { items: itemsOf([message]), parameters: { reaction: 'question' } });
		expect(outputs).toHaveLength(1);
		const [item, ...others] = outputs[0] ?? [];
		expect(others).toEqual([]);
		expect(item?.pairedItem).toEqual({ item: 0 });
		expect(Object.keys(item?.json ?? {})).toEqual(RESULT_FIELDS);
		expect(item?.json).toMatchObject({
			provider,
			operation: 'add',
			messageId: message.id,
			partIndex: null,
			reaction: 'question',
			emoji: '❓',
			previous: null,
		});
		expect(['applied', 'accepted']).toContain(item?.json.outcome);
	});

	it('leaves one tapback after adding the same one twice', async () => {
		const items = itemsOf([oneMessage(provider)]);
		await harness.send(provider, { items });
		const again = await harness.send(provider, { items });
		expect(again.error).toBeUndefined();
		expect(liveReactions(provider, String(items[0]?.id))).toEqual([{ reaction: 'like', emoji: '👍', from: 'agent', partIndex: 0 }]);
	});

	it('refuses a malformed message id before any request', async () => {
		const { error } = await harness.send(provider, { items: [{ id: 'two words', line: '+12025550101' }] });
		expect(error?.message).toContain('Message ID “two words” is malformed');
		expect(harness.sandbox.control.requests({ provider })).toEqual([]);
	});
});

describe('Send Tapback', () => {
	it('reads each item’s own message, reaction and emoji', async () => {
		const [first, second, third] = harness.newMessages('linq', 3);
		const items = [
			{ id: first?.id, reaction: 'laugh' },
			{ id: second?.id, reaction: 'emoji', emoji: '🎉' },
			{ id: third?.id, reaction: 'emphasize' },
		];
		const result = await harness.send('linq', { items, parameters: { reaction: '={{ $json.reaction }}', emoji: '={{ $json.emoji }}' } });
		expect(jsonOf(result).map(({ messageId, reaction, emoji }) => [messageId, reaction, emoji])).toEqual([
			[first?.id, 'laugh', '😂'],
			[second?.id, 'emoji', '🎉'],
			[third?.id, 'emphasize', '‼️'],
		]);
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items.map(({ id }) => liveReactions('linq', String(id))[0]?.emoji)).toEqual(['😂', '🎉', '‼️']);
	});

	it('reads each item’s own part index', async () => {
		const message = harness.sandbox.control.messages('linq').find(({ parts }) => parts.length === 2);
		const items = [
			{ id: message?.id, part: 0 },
			{ id: message?.id, part: 1 },
		];
		const result = await harness.send('linq', { items, parameters: { options: { partIndex: '={{ $json.part }}' } } });
		expect(jsonOf(result).map(({ partIndex }) => partIndex)).toEqual([0, 1]);
		expect(liveReactions('linq', String(message?.id)).map(({ partIndex }) => partIndex)).toEqual([0, 1]);
	});

	it('takes a tapback away, and says that it did', async () => {
		const items = itemsOf([oneMessage('linq')]);
		await harness.send('linq', { items });
		const result = await harness.send('linq', { items, operation: 'remove' });
		expect(jsonOf(result)).toMatchObject([{ operation: 'remove', reaction: 'like', outcome: 'accepted' }]);
		expect(liveReactions('linq', String(items[0]?.id))).toEqual([]);
	});

	it('removes where the provider toggles only what it knows to stand', async () => {
		const items = itemsOf([oneMessage('tuco')]);
		await harness.send('tuco', { items });
		const removed = await harness.send('tuco', { items, operation: 'remove' });
		const again = await harness.send('tuco', { items, operation: 'remove' });
		expect(jsonOf(removed)).toMatchObject([{ outcome: 'applied', previous: { reaction: 'like', emoji: '👍' } }]);
		expect(jsonOf(again)).toMatchObject([{ outcome: 'unchanged' }]);
		expect(liveReactions('tuco', String(items[0]?.id))).toEqual([]);
	});

	it('skips what the provider cannot do where the user asked for that, with the reason and without a request', async () => {
		const items = itemsOf([oneMessage('tuco')]);
		const result = await harness.send('tuco', {
			items,
			parameters: { reaction: 'emoji', emoji: '🔥', options: { whenUnsupported: 'skip' } },
		});
		expect(jsonOf(result)).toMatchObject([{ outcome: 'skipped', reaction: 'emoji', emoji: '🔥' }]);
		expect(String(jsonOf(result)[0]?.reason)).toContain('Tuco can’t send the emoji 🔥');
		expect(harness.sandbox.control.requests({ provider: 'tuco' })).toEqual([]);
	});

	it('fails on what the provider cannot do by default', async () => {
		const { error } = await harness.send('agentphone', { items: itemsOf([oneMessage('agentphone')]), operation: 'remove' });
		expect(error?.message).toContain('AgentPhone can’t remove a tapback');
		expect(error?.description).toBe('Code UNSUPPORTED');
		expect(harness.sandbox.control.requests({ provider: 'agentphone' })).toEqual([]);
	});

	it('keeps a message id that an expression gives as a number from being sent', async () => {
		const { error } = await harness.send('agentphone', { parameters: { messageId: '={{ 42 }}' } });
		expect(error?.message).toContain('Message ID');
		expect(harness.sandbox.control.requests({ provider: 'agentphone' })).toEqual([]);
	});
});

describe('as the tool of an agent', () => {
	it.each([
		['love', 'love', '❤️'],
		[' Like ', 'like', '👍'],
		['🎉', 'emoji', '🎉'],
		['👍', 'emoji', '👍'],
	])('takes “%s” for a reaction as a model writes it', async (reaction, type, emoji) => {
		const message = oneMessage('linq');
		const run = await harness.send('linq', { items: itemsOf([message]), parameters: { reaction }, asTool: true });
		expect(run.error).toBeUndefined();
		expect(liveReactions('linq', message.id)).toMatchObject([{ reaction: type, emoji }]);
	});

	it.each(['thumbs up', 'heart', '👍👍', ''])('refuses “%s” with what there is, in a sentence that a model can go by', async (reaction) => {
		const message = oneMessage('linq');
		const { error } = await harness.send('linq', { items: itemsOf([message]), parameters: { reaction }, asTool: true });
		expect(error?.message).toMatch(/^Reaction .+ It must be one word of love ❤️, like 👍, .+, or exactly one emoji\.$/);
		expect(harness.sandbox.control.requests({ provider: 'linq' })).toEqual([]);
	});
});
