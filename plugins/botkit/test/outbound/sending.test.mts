import { describe, expect, it } from '@jest/globals';

import type { TapbackResult } from '../../src/index.mts';
import { QUESTION } from '../../../../test/harness/contract/harness.mts';
import { scenarioOf } from '../../../../test/contract/scenarios/index.mts';
import { ALL, errorOf, useHarness } from '../harness/bots.mts';

const harness = useHarness();

describe.each(ALL)('%s', (_name, provider) => {
	const { send, getFields, isIdempotent } = scenarioOf(provider);
	const canRemove = provider.capabilities.remove.level !== 'no';

	it('taps the message that the bot heard', async () => {
		const { controller, hear } = harness.bot(provider);
		const results: TapbackResult[] = [];
		controller.hears('table', 'message', async (bot, message) => void results.push(await bot.tapback(message, 'love')));
		const { id } = harness.message(provider);
		await hear('Is the table free?', { id });
		expect(results).toEqual([
			expect.objectContaining({
				provider: provider.id,
				operation: 'add',
				messageId: id,
				reaction: 'love',
				emoji: '❤️',
				outcome: send.outcome,
			}),
		]);
		expect(harness.standing(provider)).toEqual(['love']);
	});

	it('sends an emoji, or refuses it before anything is sent', async () => {
		const { plugin } = harness.bot(provider);
		const messageId = harness.message(provider).id;
		const [sendable] = send.emoji?.sendable ?? [];
		if (sendable === undefined) {
			expect(await errorOf(plugin.api.send({ messageId }, '🔥'))).toMatchObject({ code: 'UNSUPPORTED' });
			expect(harness.control.requests({ provider: provider.id })).toEqual([]);
			return;
		}
		expect(await plugin.api.send({ messageId }, sendable)).toMatchObject({ reaction: 'emoji', emoji: sendable, outcome: send.outcome });
		expect(harness.standing(provider)).toEqual([sendable]);
	});

	it(canRemove ? 'takes a tapback off again' : 'refuses to take a tapback off, before anything is sent', async () => {
		const { plugin } = harness.bot(provider);
		const messageId = harness.message(provider).id;
		if (!canRemove) {
			expect(await errorOf(plugin.api.remove(messageId, 'love'))).toMatchObject({ code: 'UNSUPPORTED' });
			expect(harness.control.requests({ provider: provider.id })).toEqual([]);
			return;
		}
		await plugin.api.send(messageId, 'love');
		expect(await plugin.api.remove(messageId, 'love')).toMatchObject({ operation: 'remove', reaction: 'love' });
		expect(harness.standing(provider)).toEqual([]);
	});

	if (canRemove) {
		it('takes it off by bot.tapback with remove, too', async () => {
			const { controller, hear } = harness.bot(provider);
			controller.on('message', async (bot, message) => {
				await bot.tapback(message, 'love');
				await bot.tapback(message, 'love', { remove: true });
			});
			await hear('hi', { id: harness.message(provider).id });
			expect(harness.standing(provider)).toEqual([]);
		});
	}

	it('reads what stands on a message, or says that it can’t', async () => {
		const { plugin } = harness.bot(provider);
		const message = harness.message(provider);
		const { conversationId } = getFields(message);
		const fields = typeof conversationId === 'string' ? { conversationId } : undefined;
		const get = async () => await plugin.api.get({ messageId: message.id }, { fields });
		if (provider.capabilities.readLive.level === 'no') {
			expect(await errorOf(get())).toMatchObject({ code: 'UNSUPPORTED' });
			return;
		}
		harness.control.react(provider.id, { messageId: message.id, reaction: 'question' });
		expect(await get()).toEqual([
			expect.objectContaining({
				provider: provider.id,
				reaction: 'question',
				emoji: '❓',
				messageId: message.id,
				isFromMe: false,
				message: expect.objectContaining({ id: message.id, text: QUESTION }),
			}),
		]);
	});

	it('counts what stands on a message, or says that it can’t', async () => {
		const { plugin } = harness.bot(provider);
		const message = harness.message(provider);
		const { conversationId } = getFields(message);
		const fields = typeof conversationId === 'string' ? { conversationId } : undefined;
		const tally = async () => await plugin.api.tally({ messageId: message.id }, { fields, includeMessage: false });
		if (provider.capabilities.readLive.level === 'no') {
			expect(await errorOf(tally())).toMatchObject({ code: 'UNSUPPORTED' });
			return;
		}
		harness.control.react(provider.id, { messageId: message.id, reaction: 'question' });
		expect(await tally()).toMatchObject({
			provider: provider.id,
			messageId: message.id,
			message: null,
			total: 1,
			counts: { question: 1, like: 0 },
			people: [{ actor: message.author, reactions: [{ reaction: 'question', emoji: '❓' }] }],
			own: [],
		});
	});

	it('survives an answer that is lost, without a second tapback', async () => {
		const { plugin } = harness.bot(provider);
		harness.control.addFault(provider.id, { match: { path: send.path }, fault: { kind: 'drop-after' } });
		const result = await plugin.api.send(harness.message(provider).id, 'like');
		expect(result.outcome).toBe(isIdempotent ? send.again : 'unknown');
		expect(harness.standing(provider)).toEqual(['like']);
	});

	it('is paced: a 429 is waited for', async () => {
		const { plugin } = harness.bot(provider);
		harness.control.addFault(provider.id, { match: { path: send.path }, fault: { kind: 'rate-limit', retryAfterSeconds: 1 } });
		expect(await plugin.api.send(harness.message(provider).id, 'laugh')).toMatchObject({ outcome: send.outcome });
	});

	it('rejects with an error that the handler can catch, and the turn goes on', async () => {
		const { controller, hear, said } = harness.bot(provider);
		const caught: unknown[] = [];
		controller.on('message', async (bot, message) => {
			await bot.tapback(message, 'love').catch((error: unknown) => void caught.push(error));
			await bot.reply(message, 'still here');
		});
		harness.control.addFault(provider.id, { match: {}, times: 9, fault: { kind: 'status', status: 401, body: {} } });
		await hear('hello', { id: harness.message(provider).id });
		expect(caught).toEqual([expect.objectContaining({ name: 'TapbackError', code: 'AUTH_FAILED' })]);
		expect(said()).toEqual(['still here']);
	});
});
