import { describe, expect, it } from '@jest/globals';
import { BotkitConversation } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import type { TapbackOptions } from '../../src/index.mts';
import { listen } from '../harness/heard.mts';
import { pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const linq = providerById('linq');

async function registered(more: Partial<TapbackOptions> = {}) {
	const bot = harness.bot(linq, { webhook: {}, ...more });
	await bot.plugin.api.register({ url: await bot.url() });
	return bot;
}

const message = () => harness.message(linq);
const react = (reaction: 'love' | 'like' | 'question', more: object = {}) =>
	harness.control.react('linq', { messageId: message().id, reaction, ...more });

/** A message of this person in this conversation, as an adapter for iMessage would bring it. */
const asWritten = (id = message().id) => ({
	id,
	channelId: 'imessage',
	from: { id: message().author, name: 'Sam' },
	conversation: { id: message().conversationId, name: 'chat', isGroup: false, conversationType: 'direct' },
});

describe('a swap', () => {
	it('is one activity with both lists, and tells what was replaced', async () => {
		harness.control.changeQuirks('linq', {});
		const bot = await registered();
		const heard = listen(bot);
		harness.control.changeQuirks('linq', { swap: 'added-only' });
		react('love');
		await until(() => heard.events.length === 1, 'the first');
		react('like');
		await until(() => heard.events.length === 2, 'the swap');
		expect(heard.events[1]).toMatchObject({ action: 'added', reaction: 'like', replaced: { reaction: 'love', emoji: '❤️' } });
		expect(heard.messages[1]?.incoming_message).toMatchObject({ reactionsAdded: [{ type: 'like' }], reactionsRemoved: [{ type: 'love' }] });
	});

	it('loses neither side where the vendor tells it as two events', async () => {
		const bot = await registered();
		const heard = listen(bot);
		harness.control.changeQuirks('linq', { swap: 'removed-then-added' });
		react('love');
		await until(() => heard.events.length === 1, 'the first');
		react('like');
		await until(() => heard.events.length === 3, 'the swap');
		expect(
			heard.events
				.slice(1)
				.map(({ action, reaction }) => `${action} ${reaction}`)
				.sort(),
		).toEqual(['added like', 'removed love']);
	});
});

describe('a tapback during a conversation', () => {
	it('is told, and never answers a pending question', async () => {
		const bot = await registered();
		const heard = listen(bot);
		const answers: unknown[] = [];
		const dialog = new BotkitConversation('order', bot.controller);
		dialog.ask('How many?', async (answer) => void answers.push(answer), 'count');
		bot.controller.addDialog(dialog);
		bot.controller.hears('order', 'message', async (worker) => void (await worker.beginDialog('order')));
		await bot.hear('order', asWritten());
		expect(bot.said()).toEqual(['How many?']);
		react('love');
		await until(() => heard.lines.length === 2, 'the tapback');
		expect(answers).toEqual([]);
		await bot.hear('four', asWritten());
		expect(answers).toEqual(['four']);
	});

	it('reaches the same conversation, user and state as the message it stands on', async () => {
		const bot = await registered();
		const heard = listen(bot);
		await bot.hear('hello', asWritten());
		react('love');
		await until(() => heard.messages.length > 0, 'the tapback');
		expect(heard.messages[0]).toMatchObject({
			channel: message().conversationId,
			user: message().author,
			reference: { channelId: 'imessage', conversation: asWritten().conversation, user: asWritten().from },
		});
	});

	it('reaches it also where the adapter has names of its own for conversations and people', async () => {
		const bot = await registered();
		const heard = listen(bot);
		const conversation = { id: 'room-7', name: '', isGroup: false, conversationType: '' };
		await bot.hear('hello', { ...asWritten(), from: { id: 'sam', name: 'Sam' }, conversation });
		react('love');
		await until(() => heard.messages.length > 0, 'the tapback');
		expect(heard.messages[0]).toMatchObject({ channel: 'room-7', user: 'sam' });
	});

	it('reaches the conversation of its person, where its message wasn’t seen', async () => {
		const bot = await registered();
		const heard = listen(bot);
		await bot.hear('hello', asWritten('another'));
		react('love');
		await until(() => heard.messages.length > 0, 'the tapback');
		expect(heard.messages[0]?.reference.conversation).toEqual(asWritten().conversation);
	});

	it('goes where referenceOf says', async () => {
		const conversation = { id: 'desk', name: '', isGroup: true, conversationType: '' };
		const bot = await registered({ referenceOf: () => ({ channelId: 'x', conversation, user: { id: 'sam', name: '' } }) });
		const heard = listen(bot);
		await bot.hear('hello', asWritten());
		react('love');
		await until(() => heard.messages.length > 0, 'the tapback');
		expect(heard.messages[0]).toMatchObject({ channel: 'desk', user: 'sam' });
	});

	it('reaches a bot with Botkit’s own adapter, too', async () => {
		const bot = harness.bot(linq, { webhook: {} }, { adapter: undefined });
		await bot.plugin.api.register({ url: await bot.url() });
		const heard = listen(bot);
		bot.controller.on('tapback', async (worker, { tapback }) => void (await worker.tapback(tapback?.messageId ?? '', 'like')));
		react('love');
		await until(() => harness.standing(linq).length > 0, 'the answer');
		expect([heard.lines[0], bot.errors]).toEqual(['tapback added love', []]);
	});

	it('can be answered: by a reply, a tapback and a dialog', async () => {
		const bot = await registered();
		const dialog = new BotkitConversation('help', bot.controller);
		dialog.ask('What was unclear?', [], 'what');
		bot.controller.addDialog(dialog);
		bot.controller.on('tapback_added', async (worker, heard) => {
			await worker.reply(heard, 'I see');
			await worker.tapback(heard, 'like');
			await worker.beginDialog('help');
		});
		react('question');
		await until(() => bot.said().length === 2, 'the reply');
		expect(bot.said()).toEqual(['I see', 'What was unclear?']);
		expect(harness.standing(linq)).toEqual(['like']);
	});
});

describe('a handler', () => {
	it('is called for what it selects', async () => {
		const bot = await registered();
		const called: string[] = [];
		const { api } = bot.plugin;
		const on = (name: string, selection: Parameters<typeof api.on>[0]) => api.on(selection, () => void called.push(name));
		on('all', {});
		on('question', { reactions: ['question'] });
		on('love', { reactions: ['love'] });
		on('fire', { emoji: ['🔥'] });
		on('removed', { actions: ['removed'] });
		on('here', {
			conversationIds: [message().conversationId.toUpperCase()],
			messageIds: [message().id.toUpperCase()],
			actors: [message().author.replace('+1', '+1 ')],
		});
		on('elsewhere', { messageIds: ['another'] });
		on('nobody', { actors: ['+12025550000'] });
		react('question');
		await until(() => called.length >= 3, 'the question');
		expect(called.splice(0)).toEqual(['all', 'question', 'here']);
		harness.control.react('linq', { messageId: message().id, reaction: 'emoji', emoji: '🔥' });
		await until(() => called.includes('fire'), 'the emoji');
	});

	it('that throws leaves the others, the process and the webhook alive', async () => {
		const bot = await registered();
		const called: string[] = [];
		bot.controller.on('tapback', async () => await Promise.reject(new Error('of mine')));
		bot.controller.on('tapback_added', async () => void called.push('tapback_added'));
		bot.plugin.api.on({}, () => {
			throw new Error('of mine, too');
		});
		bot.plugin.api.on({}, () => void called.push('on'));
		const log = console.error;
		console.error = () => undefined;
		try {
			react('love');
			await until(() => called.length === 2, 'the other handlers');
			react('like');
			await until(() => called.length >= 4, 'the next tapback');
		} finally {
			console.error = log;
		}
		expect(called.slice(0, 2)).toEqual(['tapback_added', 'on']);
		expect(bot.errors[0]?.message).toContain('of mine');
	});

	it('gets the answer out before it runs, however long it takes', async () => {
		const bot = await registered();
		let isDone = false;
		bot.controller.on('tapback', async () => {
			await pause(400);
			isDone = true;
		});
		const { deliveries } = react('love');
		const attempt = () => harness.control.deliveries().find(({ id }) => id === deliveries[0])?.attempts[0];
		await until(() => attempt()?.status !== undefined, 'the answer');
		expect([attempt()?.status, isDone]).toEqual([202, false]);
		await until(() => isDone, 'the handler');
	});
});

describe('a registration', () => {
	it('outlives the process with a storage: the next one neither registers again nor refuses', async () => {
		const { MemoryStorage } = await import('botbuilder-core');
		const storage = new MemoryStorage();
		const server = { listener: undefined as undefined | Parameters<typeof harness.serve>[0] };
		const url = await harness.serve((request, response) => server.listener?.(request, response));
		const first = harness.bot(linq, { webhook: {}, storage }, { disable_webserver: true });
		await first.plugin.api.register({ url });
		const second = harness.bot(linq, { webhook: {}, storage }, { disable_webserver: true });
		const heard = listen(second);
		server.listener = (request, response) => void second.plugin.api.handler(request, response);
		react('love');
		await until(() => heard.events.length > 0, 'the tapback');
		const before = harness.control.webhooks('linq');
		await second.plugin.api.register({ url });
		expect(harness.control.webhooks('linq')).toEqual(before);
	});

	it('tells nobody the secret', async () => {
		const bot = harness.bot(linq, { webhook: {} });
		expect(await bot.plugin.api.register({ url: await bot.url() })).toEqual({ id: expect.any(String), url: await bot.url() });
	});
});
