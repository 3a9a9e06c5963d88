import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, isRegistered, sendMessage, whyMessageFiltered, type MessageInput, type TapbackFilter } from '../../core/index.ts';
import { BY_SMS } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { ANYTHING } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';
import { PICTURE, answerTo, listenToAll, sentTexts } from '../harness/contract/messages.mts';

const sandbox = useSandbox();
const NEWCOMER = '+12025550177';

describe.each(PROVIDERS)('$name', (provider) => {
	it('stays registered as wanted, and narrower or wider is another webhook', async () => {
		const { spec, registration, call } = await listenToAll(sandbox, provider);
		const known = { ...spec, knownSecret: registration.secret };
		expect(await isRegistered(provider, call, known, registration)).toBe(true);
		const tapbacksAlone = await isRegistered(provider, call, { ...known, wantsMessages: false }, registration);
		// Where one event brings both, or the webhook takes everything, there is nothing to change.
		expect(tapbacksAlone).toBe(scenarioOf(provider).messages.comeWithTapbacks);
	});

	it('sends once: an answer that is lost is not followed by a copy', async () => {
		const listener = await listenToAll(sandbox, provider);
		const target = answerTo(await listener.hear());
		const before = sentTexts(listener).length;
		listener.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		const result = await sendMessage(provider, { ...target, text: 'Only once' }, listener.connection);
		expect(result).toMatchObject({ outcome: 'unknown', messageId: null, reason: expect.stringContaining('was not sent again') });
		expect(sentTexts(listener)).toHaveLength(before + 1);
	});

	it('sends once, too, where a key makes the repeat harmless', async () => {
		const listener = await listenToAll(sandbox, provider);
		const target = answerTo(await listener.hear());
		const before = sentTexts(listener).length;
		listener.control.addFault(provider.id, { match: { method: 'POST' }, fault: { kind: 'drop-after' } });
		const { outcome } = await sendMessage(provider, { ...target, text: 'Only once', key: 'order-1' }, listener.connection);
		expect(sentTexts(listener)).toHaveLength(before + 1);
		expect(outcome).toBe(scenarioOf(provider).messages.areKeyed ? 'accepted' : 'unknown');
	});

	it('waits for a 429, and tells a refusal', async () => {
		const listener = await listenToAll(sandbox, provider);
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
		const { lineOf, strangerMeans } = scenarioOf(provider).messages;
		const [line] = harness.overview().lines;
		if (strangerMeans !== undefined) {
			const error = await errorOf(sendMessage(provider, { to: NEWCOMER, text: 'Hello' }, harness.connection));
			expect(error).toMatchObject({ code: strangerMeans.code, message: expect.stringContaining(strangerMeans.words) });
			return;
		}
		const input = { to: NEWCOMER, line: line && lineOf(line), text: 'Hello' };
		const { messageId } = await sendMessage(provider, input, harness.connection);
		const sent = harness.control.messages(provider.id).at(-1);
		expect(sent).toMatchObject({ id: messageId, line: line?.number, from: 'agent', parts: [{ type: 'text', text: 'Hello' }] });
		expect(harness.overview().conversations.find(({ id }) => id === sent?.conversationId)?.participants).toEqual([NEWCOMER]);
	});

	it('is filtered by who wrote and where, as tapbacks are', async () => {
		const listener = await listenToAll(sandbox, provider);
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
		const listener = await listenToAll(sandbox, provider);
		const message = await listener.hear({ conversationId: listener.message(BY_SMS).conversationId });
		expect([null, 'SMS']).toContain(message.service);
	});
});
