import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { providerById } from '../../../core/index.ts';
import type { Message, ProviderId } from '../../../sandbox/src/index.mts';
import { itemsOf, jsonOf, PROVIDER_IDS, type Harness } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

const READING = PROVIDER_IDS.filter((id) => providerById(id).read !== undefined);
const NOT_READING = PROVIDER_IDS.filter((id) => !READING.includes(id));

const TALLY_FIELDS = ['provider', 'operation', 'messageId', 'partIndex', 'message', 'total', 'counts', 'people', 'own', 'anonymous'];
const LIVE_FIELDS = [
	'provider',
	'reaction',
	'emoji',
	'messageId',
	'message',
	'partIndex',
	'actor',
	'isFromMe',
	'conversationId',
	'service',
	'line',
	'occurredAt',
	'reactionId',
].sort();

function oneMessage(provider: Parameters<Harness['newMessages']>[0]): Message {
	const [message] = harness.newMessages(provider, 1);
	if (!message) throw new Error('The sandbox made no message.');
	return message;
}

const requestsTo = (provider: ProviderId) => harness.sandbox.control.requests({ provider, limit: 500 }).length;

describe('Get Many', () => {
	it.each(READING)('gives one item for each tapback that stands on a message with %s', async (provider) => {
		const message = oneMessage(provider);
		harness.sandbox.control.react(provider, { messageId: message.id, reaction: 'laugh' });
		await harness.send(provider, { items: itemsOf([message]), parameters: { reaction: 'love' } });
		const result = await harness.send(provider, { items: itemsOf([message]), operation: 'get' });
		expect(result.error).toBeUndefined();
		const live = jsonOf(result);
		expect(live.map((json) => Object.keys(json).sort())).toEqual([LIVE_FIELDS, LIVE_FIELDS]);
		expect(live.map(({ reaction, isFromMe }) => [reaction, isFromMe])).toEqual([
			['laugh', false],
			['love', true],
		]);
		expect(live.map(({ messageId }) => messageId)).toEqual([message.id, message.id]);
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
	});

	it.each(NOT_READING)('says that %s has nothing to read', async (provider) => {
		const { error } = await harness.send(provider, { items: itemsOf([oneMessage(provider)]), operation: 'get' });
		expect(error?.message).toContain('can’t read the tapbacks on a message');
		expect(harness.sandbox.control.requests({ provider })).toEqual([]);
	});

	it('gives no item for a message without tapbacks', async () => {
		const result = await harness.send('linq', { items: itemsOf([oneMessage('linq')]), operation: 'get' });
		expect(result.error).toBeUndefined();
		expect(result.outputs).toEqual([[]]);
	});
});

describe.each(READING)('reading with %s', (provider) => {
	async function readTwice(operation: 'get' | 'tally', options: INodeParameters = {}) {
		const message = harness.sandbox.control.sendMessage(provider, { from: 'human', text: 'Pizza tonight?' });
		harness.sandbox.control.react(provider, { messageId: message.id, reaction: 'laugh' });
		harness.sandbox.control.react(provider, { messageId: message.id, reaction: 'like' });
		await harness.send(provider, { items: itemsOf([message]), parameters: { reaction: 'love' } });
		const before = requestsTo(provider);
		const result = await harness.send(provider, { items: itemsOf([message]), operation, parameters: { options } });
		expect(result.error).toBeUndefined();
		return { message, items: jsonOf(result), requests: requestsTo(provider) - before };
	}

	it('gives the message along, for each tapback, without a further request', async () => {
		const { message, items, requests } = await readTwice('get');
		const facts = { id: message.id, text: 'Pizza tonight?', isFromMe: false, sentAt: new Date(message.sentAt).toISOString() };
		expect(items.map((item) => item.message)).toEqual([
			{ ...facts, candidates: [] },
			{ ...facts, candidates: [] },
		]);
		expect(requests).toBe(1);
	});

	it('leaves the message out where the user asked for that', async () => {
		const { items } = await readTwice('get', { includeMessage: false });
		expect(items.map((item) => item.message)).toEqual([null, null]);
	});

	it('counts who has what now in one item, our own apart', async () => {
		const { message, items } = await readTwice('tally');
		expect(items.map((item) => Object.keys(item))).toEqual([TALLY_FIELDS]);
		expect(items[0]).toMatchObject({
			...{ provider, operation: 'tally', messageId: message.id, partIndex: null, total: 1, anonymous: 0 },
			message: { text: 'Pizza tonight?' },
			counts: { love: 0, like: 1, dislike: 0, laugh: 0, emphasize: 0, question: 0 },
			people: [{ actor: message.author, reactions: [{ reaction: 'like', emoji: '👍' }] }],
			own: [{ reaction: 'love', emoji: '❤️' }],
		});
	});

	it('counts nothing on a message without tapbacks, and goes on', async () => {
		const result = await harness.send(provider, { items: itemsOf([oneMessage(provider)]), operation: 'tally' });
		expect(jsonOf(result)).toMatchObject([{ total: 0, people: [], own: [] }]);
	});
});

describe('Tally', () => {
	it.each(NOT_READING)('says that %s has nothing to count, and counts nothing of what came as events', async (provider) => {
		const message = oneMessage(provider);
		harness.sandbox.control.react(provider, { messageId: message.id, reaction: 'like' });
		const { error } = await harness.send(provider, { items: itemsOf([message]), operation: 'tally' });
		expect(error?.message).toContain('can’t read the tapbacks on a message');
		expect(harness.sandbox.control.requests({ provider })).toEqual([]);
	});

	it('refuses an Include Message that is neither true nor false', async () => {
		const parameters = { options: { includeMessage: '={{ "maybe" }}' } };
		const { error } = await harness.send('linq', { items: itemsOf([oneMessage('linq')]), operation: 'tally', parameters });
		expect(error?.message).toContain('Include Message is “maybe”');
	});
});
