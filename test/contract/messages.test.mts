import { describe, expect, it } from '@jest/globals';

import {
	PROVIDERS,
	isRegistered,
	receiveAny,
	registerWebhook,
	sendMessage,
	sendTapback,
	whyMessageFiltered,
	type InboundMessage,
	type MessageInput,
	type Provider,
	type ReceivedAny,
	type TapbackFilter,
} from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';
import { BY_SMS, IN_GROUP, errorOf, type Harness } from '../harness/contract/harness.mts';
import { ANYTHING, receiverOf, wantedHook } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const PICTURE = 'https://media.example.com/table.png';
const NEWCOMER = '+12025550177';

const FIELDS = [
	...['actor', 'conversationId', 'eventId', 'isFromMe', 'isGroup', 'line', 'media', 'messageId', 'occurredAt', 'provider', 'receivedAt'],
	...['replyTo', 'returnAddress', 'service', 'text'],
];

/** What a person's message says of where it belongs is enough to answer it. */
function answerTo({ conversationId, returnAddress, line }: InboundMessage): MessageInput {
	return { conversationId: conversationId ?? undefined, to: returnAddress ?? undefined, line: line ?? undefined };
}

async function listenToAll(provider: Provider) {
	const harness = sandbox.harness(provider);
	const hook = wantedHook(harness, sandbox.receiver.url, { wantsMessages: true });
	const registration = await registerWebhook(provider, harness.call, hook);
	const receive = (delivery: Delivery, changes = {}): ReceivedAny =>
		receiveAny(provider, delivery, {
			secrets: [registration.secret],
			now: sandbox.now(),
			filter: ANYTHING,
			textFallback: provider.webhook.textFallback?.byDefault ?? false,
			includeRaw: false,
			...changes,
		});
	return {
		...harness,
		hook,
		registration,
		receive,
		async hear(input: Partial<Parameters<Harness['control']['sendMessage']>[1]> = {}): Promise<InboundMessage> {
			harness.control.sendMessage(provider.id, { from: 'human', text: 'Is there parking?', ...input });
			const [delivery] = await sandbox.receiver.take(1);
			const received = delivery && receive(delivery);
			if (received?.kind === 'message') return received.message;
			throw new Error(`It should be a message: ${JSON.stringify(received)}`);
		},
	};
}

const idOf = (messageId: string | null) => messageId ?? '';
const sentTexts = ({ control, provider }: Harness, id = control.messages(provider.id)[0]?.conversationId) =>
	control.messages(provider.id, id).flatMap(({ from, parts }) => (from === 'agent' ? [parts] : []));

describe.each(PROVIDERS)('$name', (provider) => {
	it('tells of what a person writes, with every field of the contract', async () => {
		const listener = await listenToAll(provider);
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
		const listener = await listenToAll(provider);
		const message = await listener.hear({ text: undefined, parts: [{ type: 'image', url: PICTURE }] });
		expect(message).toMatchObject({ text: '', media: [{ url: PICTURE }] });
	});

	it('is answered where the message came from', async () => {
		const listener = await listenToAll(provider);
		const message = await listener.hear();
		const result = await sendMessage(provider, { ...answerTo(message), text: 'Yes, behind the house' }, listener.connection);
		const sent = listener.control.messages(provider.id).at(-1);
		const conversationId = listener.message().conversationId;
		expect(sent).toMatchObject({ from: 'agent', conversationId, parts: [{ type: 'text', text: 'Yes, behind the house' }] });
		expect(result).toMatchObject({ messageId: sent?.id });
		expect(['applied', 'accepted']).toContain(result.outcome);
	});

	it('is answered in a group, or refused, but never to one person of it', async () => {
		const listener = await listenToAll(provider);
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
		const listener = await listenToAll(provider);
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
		const listener = await listenToAll(provider);
		const { messageId } = await sendMessage(provider, { ...answerTo(await listener.hear()), text: 'Yes' }, listener.connection);
		expect(listener.control.messages(provider.id).at(-1)?.id).toBe(idOf(messageId));
	});

	it('can tap what it heard', async () => {
		const listener = await listenToAll(provider);
		const message = await listener.hear();
		const fields = scenarioOf(provider).sendFields(listener.message());
		const command = { action: 'add', messageId: idOf(message.messageId), reaction: 'like', fields } as const;
		await sendTapback(provider, command, { connection: listener.connection, memory: createToggleMemory(), whenUnsupported: 'error' });
		expect(listener.control.tapbacks(provider.id, idOf(message.messageId))).toMatchObject([{ from: 'agent', reaction: 'like' }]);
		const echoes = listener.control.deliveries({ provider: provider.id }).filter(({ event }) => event === 'added');
		await sandbox.receiver.take(echoes.length);
	});

	it('still tells of tapbacks, once and as tapbacks', async () => {
		const listener = await listenToAll(provider);
		const { deliveries } = listener.control.react(provider.id, { messageId: listener.message().id, reaction: 'love' });
		const [delivery] = await sandbox.receiver.take(deliveries.length);
		expect(delivery && listener.receive(delivery)).toMatchObject({ kind: 'tapback', event: { reaction: 'love' } });
		const filter = { ...ANYTHING, reactions: ['question' as const] };
		expect(delivery && listener.receive(delivery, { filter })).toEqual({ kind: 'ignored', why: 'reaction' });
	});

	it('refuses a message that is forged, like any delivery', async () => {
		const listener = await listenToAll(provider);
		listener.control.sendMessage(provider.id, { from: 'human', text: 'Open the door' });
		const [delivery] = await sandbox.receiver.take(1);
		if (!delivery?.rawBody) throw new Error('No delivery came.');
		const forged = { ...delivery, headers: {} };
		expect((await errorOf(() => listener.receive(forged))).code).toBe('NOT_VERIFIED');
		const rotated = receiverOf(sandbox, provider, 'whsec_YW5vdGhlciBzZWNyZXQgb2Ygb3Vycw==');
		expect((await errorOf(() => rotated(delivery))).code).toBe('NOT_VERIFIED');
	});

	it('gives a message one event id, and another message another', async () => {
		const listener = await listenToAll(provider);
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
		const listener = await listenToAll(provider);
		const target = answerTo(await listener.hear());
		await sendMessage(provider, { ...target, text: 'Echo?' }, listener.connection);
		const heard = await listener.hear({ text: 'After it' });
		expect(heard.text).toBe('After it');
	});

	it('stays registered as wanted, and narrower or wider is another webhook', async () => {
		const { hook, registration, call } = await listenToAll(provider);
		const known = { ...hook, knownSecret: registration.secret };
		expect(await isRegistered(provider, call, known, registration)).toBe(true);
		const tapbacksAlone = await isRegistered(provider, call, { ...known, wantsMessages: false }, registration);
		// Where one event brings both, or the webhook takes everything, there is nothing to change.
		expect(tapbacksAlone).toBe(['agentphone', 'sendblue'].includes(provider.id));
	});

	it('sends once: an answer that is lost is not followed by a copy', async () => {
		const listener = await listenToAll(provider);
		const target = answerTo(await listener.hear());
		const before = sentTexts(listener).length;
		listener.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		const result = await sendMessage(provider, { ...target, text: 'Only once' }, listener.connection);
		expect(result).toMatchObject({ outcome: 'unknown', messageId: null, reason: expect.stringContaining('was not sent again') });
		expect(sentTexts(listener)).toHaveLength(before + 1);
	});

	it('sends once, too, where a key makes the repeat harmless', async () => {
		const listener = await listenToAll(provider);
		const target = answerTo(await listener.hear());
		const before = sentTexts(listener).length;
		listener.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		const { outcome } = await sendMessage(provider, { ...target, text: 'Only once', key: 'order-1' }, listener.connection);
		expect(sentTexts(listener)).toHaveLength(before + 1);
		expect(outcome).toBe(['inkbox', 'linq'].includes(provider.id) ? 'accepted' : 'unknown');
	});

	it('waits for a 429, and tells a refusal', async () => {
		const listener = await listenToAll(provider);
		const target = answerTo(await listener.hear());
		listener.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'rate-limit', retryAfterSeconds: 2 } });
		await sendMessage(provider, { ...target, text: 'Later' }, listener.connection);
		expect(listener.connection.pauses).toEqual([2000]);
		const body = scenarioOf(provider).errorBody('No');
		listener.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'status', status: 401, body } });
		expect(await errorOf(sendMessage(provider, { ...target, text: 'x' }, listener.connection))).toMatchObject({ code: 'AUTH_FAILED' });
	});

	it('refuses an empty message, one to nobody and one that is too much, before anything is sent', async () => {
		const harness = sandbox.harness(provider);
		const to = { to: NEWCOMER, line: '+12025550101' };
		const { mostMedia, longestText } = provider.messages;
		const inputs: Array<[MessageInput, string, string]> = [
			[{ ...to }, 'INVALID_INPUT', 'text'],
			[{ ...to, text: ' ' }, 'INVALID_INPUT', 'text'],
			[{ ...to, text: 7 }, 'INVALID_INPUT', 'text'],
			[{ ...to, mediaUrls: ['file:///etc/passwd'] }, 'INVALID_INPUT', 'mediaUrls'],
			[{ line: to.line, text: 'x' }, 'INVALID_INPUT', 'to'],
			[{ ...to, mediaUrls: Array.from({ length: mostMedia + 1 }, () => PICTURE) }, 'UNSUPPORTED', 'mediaUrls'],
			...(longestText === undefined
				? []
				: [[{ ...to, text: 'x'.repeat(longestText + 1) }, 'UNSUPPORTED', 'text'] as [MessageInput, string, string]]),
		];
		for (const [input, code, field] of inputs) {
			expect(await errorOf(sendMessage(provider, input, harness.connection))).toMatchObject({ code, details: { field } });
		}
		expect(harness.requests()).toEqual([]);
	});

	it('writes to somebody new, or is told that they must write first', async () => {
		const harness = sandbox.harness(provider);
		const [line] = harness.overview().lines;
		const input = { to: NEWCOMER, line: ['tuco'].includes(provider.id) ? line?.id : line?.number, text: 'Hello' };
		if (provider.id === 'inkbox') {
			const error = await errorOf(sendMessage(provider, { to: NEWCOMER, text: 'Hello' }, harness.connection));
			expect(error).toMatchObject({ code: 'TARGET_NOT_FOUND', message: expect.stringContaining('must text “connect”') });
			return;
		}
		const { messageId } = await sendMessage(provider, input, harness.connection);
		const sent = harness.control.messages(provider.id).at(-1);
		expect(sent).toMatchObject({ id: messageId, line: line?.number, from: 'agent', parts: [{ type: 'text', text: 'Hello' }] });
		expect(harness.overview().conversations.find(({ id }) => id === sent?.conversationId)?.participants).toEqual([NEWCOMER]);
	});

	it('is filtered by who wrote and where, as tapbacks are', async () => {
		const listener = await listenToAll(provider);
		const message = await listener.hear();
		const { actor, conversationId, messageId } = message;
		const why = (filter: Partial<TapbackFilter>) => whyMessageFiltered(message, { ...ANYTHING, ...filter });
		const known = (fact: string | null) => (fact === null ? [] : [fact]);
		const same = { actors: known(actor), conversationIds: known(conversationId), messageIds: known(messageId) };
		expect([why({}), why(same), why({ reactions: ['love'], actions: ['removed'] })]).toEqual([undefined, undefined, undefined]);
		expect([why({ actors: [NEWCOMER] }), why({ conversationIds: ['x'] }), why({ messageIds: ['x'] })]).toEqual([
			'actor',
			'conversation',
			'message',
		]);
		expect(whyMessageFiltered({ ...message, isFromMe: true }, ANYTHING)).toBe('our own message');
	});

	it('goes by SMS where the conversation does, and says so inbound', async () => {
		const listener = await listenToAll(provider);
		const message = await listener.hear({ conversationId: listener.message(BY_SMS).conversationId });
		expect([null, 'SMS']).toContain(message.service);
	});
});
