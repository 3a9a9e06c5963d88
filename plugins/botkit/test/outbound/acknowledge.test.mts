import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../../core/index.ts';
import { isTapbackError, tapback, withProgress } from '../../src/index.mts';
import { listen } from '../harness/heard.mts';
import { pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const linq = providerById('linq');
const message = () => harness.message(linq);

/** The operations that reached the vendor, such as `add like`. */
const operations = () =>
	harness.control
		.requests({ provider: 'linq' })
		.reverse()
		.flatMap(({ method, path, body }) => {
			if (method !== 'POST' || !path.endsWith('/reactions')) return [];
			const { operation, type } = JSON.parse(JSON.stringify(body));
			return [`${operation} ${type}`];
		});

describe('acknowledge', () => {
	it('taps each message that comes in, and the turn doesn’t wait for it', async () => {
		const bot = harness.bot(linq, { acknowledge: 'like' });
		bot.controller.on('message', async (worker, heard) => void (await worker.reply(heard, 'hello')));
		harness.control.addFault('linq', { match: {}, fault: { kind: 'delay', delayMs: 300 } });
		await bot.hear('hi', { id: message().id });
		expect([bot.said(), harness.standing(linq)]).toEqual([['hello'], []]);
		await until(() => harness.standing(linq).length > 0, 'the tapback');
		expect(harness.standing(linq)).toEqual(['like']);
	});

	it('chooses for each message, or none', async () => {
		const bot = harness.bot(linq, { acknowledge: async ({ text }) => (text?.includes('?') ? 'question' : undefined) });
		await bot.hear('hi', { id: message().id });
		await bot.hear('really?', { id: message().id });
		await until(() => harness.standing(linq).length > 0, 'the tapback');
		expect(operations()).toEqual(['add question']);
	});

	it('is taken back once the bot has answered, where that was asked for', async () => {
		const bot = harness.bot(linq, { acknowledge: { reaction: 'emphasize', untilReply: true } });
		bot.controller.on('message', async (worker, heard) => {
			await worker.reply(heard, 'one');
			await worker.reply(heard, 'two');
		});
		await bot.hear('hi', { id: message().id });
		await until(() => operations().length === 2, 'both requests');
		await pause(50);
		expect(operations()).toEqual(['add emphasize', 'remove emphasize']);
		expect(harness.standing(linq)).toEqual([]);
	});

	it.each([
		['fails', 'like' as const, 'not-an-id', 'INVALID_INPUT'],
		['has no target', 'like' as const, '', 'INVALID_INPUT'],
		['cannot be chosen', () => Promise.reject(new Error('of mine')), 'x', 'REFUSED'],
	])('never breaks the turn where it %s', async (_how, acknowledge, id, code) => {
		const bot = harness.bot(linq, { acknowledge });
		bot.controller.on('message', async (worker, heard) => void (await worker.reply(heard, 'hello')));
		await bot.hear('hi', { id });
		expect(bot.said()).toEqual(['hello']);
		await until(() => bot.errors.length > 0, 'the report');
		expect(bot.errors).toMatchObject([{ code, message: expect.stringContaining('acknowledged') }]);
	});

	it('taps no tapback', async () => {
		const bot = harness.bot(linq, { acknowledge: 'like', fallbackTexts: true, webhook: {} });
		await bot.plugin.api.register({ url: await bot.url() });
		const heard = listen(bot);
		await bot.hear('Liked “See you”', { id: message().id });
		harness.control.react('linq', { messageId: message().id, reaction: 'love' });
		await until(() => heard.events.length === 2, 'both tapbacks');
		await pause(50);
		expect([operations(), bot.errors]).toEqual([[], []]);
	});

	it.each([
		['a typo', 'linq', 'lovee'],
		['several emoji', 'linq', '🔥🔥'],
		['no reaction at all', 'linq', 7],
		['an emoji the provider can’t send', 'tuco', '🔥'],
		['an emoji that is not among the few', 'inkbox', '🔥'],
		['a taking back the provider can’t do', 'agentphone', { reaction: 'like', untilReply: true }],
		['an unknown part', 'linq', { reaction: 'like', until: 1 }],
	])('refuses %s at once, by the option’s name', (_what, provider, acknowledge) => {
		let error: unknown;
		try {
			Reflect.apply(tapback, undefined, [{ provider, credentials: { apiKey: 'x' }, acknowledge }]);
		} catch (thrown) {
			error = thrown;
		}
		expect(isTapbackError(error) && error.details.field).toBe('acknowledge');
	});
});

describe('progress', () => {
	const run = async (work: () => unknown, more: Parameters<typeof withProgress>[3] = {}) => {
		const bot = harness.bot(linq);
		const results: unknown[] = [];
		bot.controller.on('message', async (worker, heard) => {
			results.push(await withProgress(worker, heard, work, more).catch((error: unknown) => ({ error })));
		});
		await bot.hear('hi', { id: message().id });
		return results[0];
	};

	it('shows that something goes on, and that it is done', async () => {
		let during: string[] = [];
		const result = await run(async () => {
			await until(() => harness.standing(linq).length > 0, 'the first tapback');
			during = harness.standing(linq);
			return 42;
		});
		await until(() => operations().length === 2, 'the second tapback');
		expect([result, during, harness.standing(linq)]).toEqual([42, ['emphasize'], ['like']]);
	});

	it('goes on where onError throws', async () => {
		const sent: unknown[] = [];
		const tapback = async (_subject: unknown, reaction: unknown) => {
			sent.push(reaction);
			return await Promise.reject(new Error('refused'));
		};
		const onError = () => {
			throw new Error('of mine');
		};
		expect(await withProgress({ tapback }, message().id, () => 42, { onError })).toBe(42);
		await until(() => sent.length === 2, 'the second tapback');
		expect(sent).toEqual(['emphasize', 'like']);
	});

	it('shows that it failed, and passes the failure on', async () => {
		const failure = new Error('of mine');
		expect(await run(async () => await Promise.reject(failure))).toEqual({ error: failure });
		await until(() => operations().length === 2, 'the second tapback');
		expect(harness.standing(linq)).toEqual(['dislike']);
	});

	it('takes itself off, where nothing shall stay', async () => {
		await run(() => 1, { working: 'question', done: null });
		await until(() => operations().length === 2, 'its removal');
		expect(operations()).toEqual(['add question', 'remove question']);
	});

	it('never breaks the work', async () => {
		harness.control.addFault('linq', { match: {}, times: 9, fault: { kind: 'status', status: 401, body: {} } });
		const told: unknown[] = [];
		expect(await run(() => 'fine', { onError: (error) => void told.push(error) })).toBe('fine');
		await until(() => told.length === 2, 'both reports');
		expect(told).toMatchObject([{ code: 'AUTH_FAILED' }, { code: 'AUTH_FAILED' }]);
	});
});
