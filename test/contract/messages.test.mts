import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, sendMessage, sendTapback } from '../../core/index.ts';
import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';
import { IN_GROUP } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { ANYTHING, receiverOf } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';
import { PICTURE, answerTo, listenToAll, sentTexts } from '../harness/contract/messages.mts';

const sandbox = useSandbox();

const FIELDS = [
	...['actor', 'conversationId', 'eventId', 'isFromMe', 'isGroup', 'line', 'media', 'messageId', 'occurredAt', 'provider', 'receivedAt'],
	...['replyTo', 'returnAddress', 'service', 'text'],
];

const idOf = (messageId: string | null) => messageId ?? '';

describe.each(PROVIDERS)('$name', (provider) => {
	it('tells of what a person writes, with every field of the contract', async () => {
		const listener = await listenToAll(sandbox, provider);
		const message = await listener.hear({ text: 'Is there parking? 🚗' });
		const sent = listener.control.messages(provider.id).at(-1);
		expect(Object.keys(message).sort()).toEqual(FIELDS);
		expect(message).toMatchObject({
			provider: provider.id,
			messageId: sent?.id,
			text: 'Is there parking? 🚗',
			media: [],
			actor: sent?.author,
			isFromMe: false,
			isGroup: false,
			replyTo: null,
		});
		expect(message.eventId).not.toBe('');
		for (const at of [message.occurredAt, message.receivedAt]) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
	});

	it('tells of a picture', async () => {
		const listener = await listenToAll(sandbox, provider);
		const message = await listener.hear({ text: undefined, parts: [{ type: 'image', url: PICTURE }] });
		expect(message).toMatchObject({ text: '', media: [{ url: PICTURE }] });
	});

	it('is answered where the message came from', async () => {
		const listener = await listenToAll(sandbox, provider);
		const message = await listener.hear();
		const result = await sendMessage(provider, { ...answerTo(message), text: 'Yes, behind the house' }, listener.connection);
		const sent = listener.control.messages(provider.id).at(-1);
		const conversationId = listener.message().conversationId;
		expect(sent).toMatchObject({ from: 'agent', conversationId, parts: [{ type: 'text', text: 'Yes, behind the house' }] });
		expect(result).toMatchObject({ messageId: sent?.id });
		expect(['applied', 'accepted']).toContain(result.outcome);
	});

	it('is answered in a group, or refused, but never to one person of it', async () => {
		const listener = await listenToAll(sandbox, provider);
		const { conversationId } = listener.message(IN_GROUP);
		const message = await listener.hear({ conversationId });
		const before = listener.control.messages(provider.id).length;
		if (message.isGroup) {
			await sendMessage(provider, { ...answerTo(message), text: 'I can' }, listener.connection);
			expect(listener.control.messages(provider.id).slice(before)).toMatchObject([{ from: 'agent', conversationId }]);
		} else {
			// A vendor without groups tells none apart.
			expect(message.conversationId).toBeNull();
		}
	});

	it('sends a picture with or without a text', async () => {
		const listener = await listenToAll(sandbox, provider);
		const target = answerTo(await listener.hear());
		await sendMessage(provider, { ...target, text: 'This one', mediaUrls: [PICTURE] }, listener.connection);
		await sendMessage(provider, { ...target, mediaUrls: [PICTURE] }, listener.connection);
		expect(sentTexts(listener).slice(-2)).toEqual([
			[
				{ type: 'text', text: 'This one' },
				{ type: 'image', url: PICTURE },
			],
			[{ type: 'image', url: PICTURE }],
		]);
	});

	it('can tap what it sent itself, by the id it was given', async () => {
		const listener = await listenToAll(sandbox, provider);
		const { messageId } = await sendMessage(provider, { ...answerTo(await listener.hear()), text: 'Yes' }, listener.connection);
		expect(listener.control.messages(provider.id).at(-1)?.id).toBe(idOf(messageId));
	});

	it('can tap what it heard', async () => {
		const listener = await listenToAll(sandbox, provider);
		const message = await listener.hear();
		const fields = scenarioOf(provider).sendFields(listener.message());
		const command = { action: 'add', messageId: idOf(message.messageId), reaction: 'like', fields } as const;
		await sendTapback(provider, command, { connection: listener.connection, memory: createToggleMemory(), whenUnsupported: 'error' });
		expect(listener.control.tapbacks(provider.id, idOf(message.messageId))).toMatchObject([{ from: 'agent', reaction: 'like' }]);
		const echoes = listener.control.deliveries({ provider: provider.id }).filter(({ event }) => event === 'added');
		await sandbox.receiver.take(echoes.length);
	});

	it('still tells of tapbacks, once and as tapbacks', async () => {
		const listener = await listenToAll(sandbox, provider);
		const { deliveries } = listener.control.react(provider.id, { messageId: listener.message().id, reaction: 'love' });
		const [delivery] = await sandbox.receiver.take(deliveries.length);
		expect(delivery && listener.receive(delivery)).toMatchObject({ kind: 'tapback', event: { reaction: 'love' } });
		const filter = { ...ANYTHING, reactions: ['question' as const] };
		expect(delivery && listener.receive(delivery, { filter })).toEqual({ kind: 'ignored', why: 'reaction' });
	});

	it('refuses a message that is forged, like any delivery', async () => {
		const listener = await listenToAll(sandbox, provider);
		listener.control.sendMessage(provider.id, { from: 'human', text: 'Open the door' });
		const [delivery] = await sandbox.receiver.take(1);
		if (!delivery?.rawBody) throw new Error('No delivery came.');
		const forged = { ...delivery, headers: {} };
		expect((await errorOf(() => listener.receive(forged))).code).toBe('NOT_VERIFIED');
		const rotated = receiverOf(sandbox, provider, 'whsec_YW5vdGhlciBzZWNyZXQgb2Ygb3Vycw==');
		expect((await errorOf(() => rotated(delivery))).code).toBe('NOT_VERIFIED');
	});

	it('gives a message one event id, and another message another', async () => {
		const listener = await listenToAll(sandbox, provider);
		listener.control.sendMessage(provider.id, { from: 'human', text: 'Twice' });
		const [delivery] = await sandbox.receiver.take(1);
		const [{ id = '' } = {}] = listener.control.deliveries({ provider: provider.id });
		await listener.control.redeliver(id);
		const [copy] = await sandbox.receiver.take(1);
		const events = [delivery, copy].map((one) => one && listener.receive(one));
		const ids = events.map((received) => (received?.kind === 'message' ? received.message.eventId : undefined));
		expect(ids[0]).toBe(ids[1]);
		expect((await listener.hear({ text: 'Twice' })).eventId).not.toBe(ids[0]);
	});

	it('does not hear itself', async () => {
		const listener = await listenToAll(sandbox, provider);
		const target = answerTo(await listener.hear());
		await sendMessage(provider, { ...target, text: 'Echo?' }, listener.connection);
		const heard = await listener.hear({ text: 'After it' });
		expect(heard.text).toBe('After it');
	});
});
