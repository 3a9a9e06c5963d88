import { describe, expect, it } from '@jest/globals';
import { BotkitConversation, type BotWorker } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { IMessageAdapter, askForTapback, isTapbackError, normalizeMessageReactions, tapback, withProgress } from '../../src/index.mts';
import { listen } from '../harness/heard.mts';
import { until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const linq = providerById('linq');
const nothing = () => undefined;

/** As plain JavaScript could call it. Gives the option that is told, where it also stands in the message. */
async function told(call: unknown, ...args: unknown[]): Promise<string | undefined> {
	if (typeof call !== 'function') throw new Error('This is no function.');
	try {
		await Reflect.apply(call, undefined, args);
	} catch (error) {
		if (!isTapbackError(error) || error.code !== 'INVALID_INPUT') throw error;
		const { field = '' } = error.details;
		expect(error.message).toContain(field);
		return field;
	}
	return undefined;
}

describe('api.on', () => {
	it.each([
		['selection', undefined],
		['selection', nothing],
		['reactions', { reactions: 'love' }],
		['reactions', { reactions: ['lovee'] }],
		['reaction', { reaction: ['love'] }],
		['actions', { actions: ['add'] }],
		['emoji', { emoji: ['🔥🔥'] }],
		['emoji', { emoji: '🔥' }],
		['actors', { actors: [] }],
		['actors', { actors: undefined }],
		['actors', { actors: ['+12025550123', undefined] }],
		['actors', { actors: [''] }],
		['messageIds', { messageIds: null }],
		['conversationIds', { conversationIds: [7] }],
	])('names %s where it is wrong: %j', async (option, selection) => {
		const { plugin } = harness.bot(linq);
		expect(await told(plugin.api.on, selection, nothing)).toBe(option);
	});

	it('names a handler that is none', async () => {
		expect(await told(harness.bot(linq).plugin.api.on, {}, undefined)).toBe('handler');
	});

	it('still selects as it was asked to, whatever becomes of the list', async () => {
		const bot = harness.bot(linq, { webhook: {} });
		const heard = listen(bot);
		const selected: string[] = [];
		const reactions: Array<'love' | 'like'> = ['like'];
		bot.plugin.api.on({ reactions }, (_bot, { tapback: event }) => void selected.push(event.reaction));
		reactions.splice(0);
		await bot.plugin.api.register({ url: await bot.url() });
		for (const reaction of ['love', 'like'] as const) {
			harness.control.react('linq', { messageId: harness.message(linq).id, reaction });
		}
		await until(() => heard.events.length === 2, 'both tapbacks');
		expect(selected).toEqual(['like']);
	});
});

describe('a call', () => {
	const send = [
		['partindex', { partindex: 1 }],
		['partIndex', { partIndex: '1' }],
		['partIndex', { partIndex: -1 }],
		['partIndex', { partIndex: 0.5 }],
		['timeoutMs', { timeoutMs: '5' }],
		['whenUnsupported', { whenUnsupported: 'ignore' }],
		['fields', { fields: 'x' }],
		['fields.fromnumber', { fields: { fromnumber: '+12025550123' } }],
		['currentTapback', { currentTapback: 7 }],
		['options', nothing],
		['options', true],
		['options', null],
	] as const;

	it.each(send)('names %s where it is wrong: send, remove and bot.tapback %#', async (option, options) => {
		const { plugin, controller } = harness.bot(linq);
		const bot: BotWorker = await controller.spawn({});
		const { id } = harness.message(linq);
		for (const call of [plugin.api.send, plugin.api.remove, bot.tapback]) expect(await told(call, id, 'love', options)).toBe(option);
		expect(harness.standing(linq)).toEqual([]);
	});

	it('of bot.tapback names remove', async () => {
		const bot: BotWorker = await harness.bot(linq).controller.spawn({});
		expect(await told(bot.tapback, harness.message(linq).id, 'love', { remove: 'yes' })).toBe('remove');
	});

	it.each([
		['options', 5000],
		['timeoutms', { timeoutms: 5000 }],
		['timeoutMs', { timeoutMs: 0 }],
		['timeoutMs', { timeoutMs: 2 ** 31 }],
	])('of drain names %s where it is wrong: %#', async (option, options) => {
		expect(await told(harness.bot(linq).plugin.api.drain, options)).toBe(option);
	});

	it.each([
		['partindex', { partindex: 1 }],
		['partIndex', { partIndex: '1' }],
		['timeoutMs', { timeoutMs: 0 }],
		['whenUnsupported', { whenUnsupported: 'skip' }],
		['includeMessage', { includeMessage: 'no' }],
		['fields.x', { fields: { x: 'y' } }],
	])('of get and tally names %s where it is wrong', async (option, options) => {
		const { get, tally } = harness.bot(linq).plugin.api;
		expect(await told(get, harness.message(linq).id, options)).toBe(option);
		expect(await told(tally, harness.message(linq).id, options)).toBe(option);
	});

	it.each([
		['options', undefined],
		['options', 'https://bot.example.com/hooks'],
		['url', {}],
		['url', { url: '/hooks/tapback' }],
		['url', { url: new URL('https://bot.example.com/hooks') }],
		['force', { url: 'https://bot.example.com/hooks', force: true }],
	])('of register and unregister names %s where it is wrong: %#', async (option, options) => {
		const { api } = harness.bot(linq).plugin;
		for (const call of [api.register, api.unregister]) expect(await told(call, options)).toBe(option);
	});

	it.each([
		['partindex', { partindex: 1 }],
		['partIndex', { partIndex: '1' }],
		['partIndex', { partIndex: -1 }],
	])('names %s of what is tapped', async (option, more) => {
		const { api } = harness.bot(linq).plugin;
		expect(await told(api.send, { messageId: harness.message(linq).id, ...more }, 'love')).toBe(option);
		expect(harness.standing(linq)).toEqual([]);
	});
});

describe('other entries', () => {
	it.each([
		['options', nothing],
		['options', null],
		['onanswer', { onanswer: nothing }],
		['onAnswer', { onAnswer: 'answered' }],
		['timeoutMs', { timeoutMs: 1000 }],
		['key', { key: 7 }],
		['thread', { thread: '' }],
		['answers', { answers: ['hot'] }],
		['answers', { answers: { '🔥': 7 } }],
		['quorum.not', { quorum: { yes: 2, not: 1 } }],
		['quorum', { quorum: 'most' }],
		['from', { from: null }],
		['yesWords', { yesWords: 'yes' }],
		['other', { other: 7 }],
	])('askForTapback names %s where it is wrong: %#', async (option, options) => {
		const convo = new BotkitConversation('book', harness.bot(linq).controller);
		expect(await told(askForTapback, convo, 'Shall I?', options)).toBe(option);
	});

	it('askForTapback names a question that is none', async () => {
		const convo = new BotkitConversation('book', harness.bot(linq).controller);
		for (const question of [undefined, '', ['Shall I?']]) expect(await told(askForTapback, convo, question)).toBe('question');
	});

	it.each([
		['options', 'names'],
		['name', { name: {} }],
		['names', { names: ['party_parrot'] }],
		['names.party_parrot', { names: { party_parrot: 'parrot' } }],
		['includeOwn', { includeOwn: 1 }],
		['onError', { onError: {} }],
	])('normalizeMessageReactions names %s where it is wrong', async (option, options) => {
		expect(await told(normalizeMessageReactions, options)).toBe(option);
	});

	it.each([
		['options', nothing],
		['finished', { finished: 'like' }],
		['done', { done: 'lik' }],
		['onError', { onError: true }],
	])('withProgress names %s where it is wrong, before the work begins', async (option, options) => {
		let hasBegun = false;
		const work = () => (hasBegun = true);
		expect(await told(withProgress, { tapback: nothing }, 'm1', work, options)).toBe(option);
		expect(hasBegun).toBe(false);
	});

	it('withProgress names work that is no function, before anything is tapped', async () => {
		let isTapped = false;
		const bot = { tapback: async () => (isTapped = true) };
		expect(await told(withProgress, bot, 'm1', Promise.resolve('done'))).toBe('work');
		expect(isTapped).toBe(false);
	});

	it.each(['actions', 'reactions', 'actors', 'conversationIds', 'messageIds'])(
		'tapback() takes no empty %s for everybody',
		async (option) => {
			for (const webhook of [{ [option]: [] }, { [option]: undefined }]) {
				const options = { provider: 'linq', credentials: { apiKey: 'x' }, webhook };
				expect(await told(tapback, options)).toBe(`webhook.${option}`);
			}
		},
	);

	it('tapback() takes no empty list of lines for all lines', async () => {
		for (const lines of [[], ['']]) {
			const options = { provider: 'linq', credentials: { apiKey: 'x' }, webhook: { fields: { lines } } };
			expect(await told(tapback, options)).toBe('webhook.fields.lines');
		}
	});

	it('IMessageAdapter names what is wrong', async () => {
		const make = (options: unknown) => Reflect.construct(IMessageAdapter, [options]);
		const options = { provider: 'linq', credentials: { apiKey: 'x' } };
		expect(await told(make, undefined)).toBe('provider');
		expect(await told(make, { ...options, line: 7 })).toBe('line');
		expect(await told(make, { ...options, lines: 'x' })).toBe('lines');
	});
});
