import { describe, expect, it } from '@jest/globals';
import { Botkit, BotkitConversation } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { scenarioOf } from '../../../../test/contract/scenarios/index.mts';
import { IMessageAdapter, askForTapback } from '../../src/index.mts';
import { useAdapterBots } from '../harness/adapter-bots.mts';
import { ALL } from '../harness/bots.mts';
import { codesOf, pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const botOf = useAdapterBots(harness);

const linq = providerById('linq');
const PICTURE = 'https://media.example.com/table.png';
const NEWCOMER = '+12025550177';

const deliveriesOf = (id: string) =>
	harness.control.deliveries({ provider: id }).flatMap(({ attempts }) => attempts.map(({ status }) => status));

describe.each(ALL)('a bot from nothing over %s', (_name, provider) => {
	const [line] = ['+12025550101'];
	const { messages, registration } = scenarioOf(provider);

	it('hears a text and answers where it came from', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (worker, message) => {
			bot.heard.push(message);
			await worker.reply(message, `You said: ${message.text}`);
		});
		bot.write('Is there parking? 🚗');
		await until(() => bot.said().length > 0, 'the answer');
		expect(bot.said()).toEqual(['You said: Is there parking? 🚗']);
		const [first, sent] = harness.control.messages(provider.id).slice(-2);
		expect(sent?.conversationId).toBe(first?.conversationId);
		expect(bot.heard[0]).toMatchObject({
			type: 'message',
			user: first?.author,
			reference: { channelId: 'imessage', user: { id: first?.author }, conversation: { isGroup: false } },
			incoming_message: { id: first?.id, type: 'message', text: 'Is there parking? 🚗', attachments: [] },
			imessage: { provider: provider.id, messageId: first?.id },
		});
		expect(deliveriesOf(provider.id)).toContain(202);
		expect(bot.errors).toEqual([]);
	});

	it('answers the second line on the second line', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (worker, message) => void (await worker.reply(message, 'Here')));
		const { conversationId } = harness.message(provider, 'Hello, second line!');
		bot.write('Who is there?', { conversationId });
		if (registration.isOfOneLine) {
			await pause(200);
			expect(bot.said()).toEqual([]);
			return;
		}
		await until(() => bot.said().length > 0, 'the answer');
		expect(harness.control.messages(provider.id).at(-1)).toMatchObject({ conversationId, from: 'agent' });
	});

	it('never answers a group in private', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (worker, message) => void (await worker.reply(message, 'I can')));
		const { conversationId } = harness.message(provider, 'Who brings the cake?');
		bot.write('Me?', { conversationId });
		await until(() => bot.said().length > 0, 'the answer');
		const [asked, answer] = harness.control.messages(provider.id).slice(-2);
		expect(answer).toMatchObject({ from: 'agent', parts: [{ text: 'I can' }] });
		// A vendor without groups tells none apart, so its answer goes to who wrote.
		const { conversations = [] } = harness.control.overview().providers[provider.id] ?? {};
		const answered = conversations.find(({ id }) => id === answer?.conversationId);
		if (!messages.reachGroups) expect(answered).toMatchObject({ participants: [asked?.author], isGroup: false });
		else expect(answered?.id).toBe(conversationId);
	});

	it('hears and sends pictures', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (worker, message) => {
			bot.heard.push(message);
			await worker.reply(message, { text: 'This?', attachments: [{ contentType: 'image/png', contentUrl: PICTURE }] });
		});
		bot.write('', { text: undefined, parts: [{ type: 'image', url: PICTURE }] });
		await until(() => bot.said().length > 0, 'the picture');
		expect(bot.said()).toEqual([`This? ${PICTURE}`]);
		expect(bot.heard[0]?.incoming_message.attachments).toMatchObject([{ contentUrl: PICTURE }]);
	});

	it('taps what it heard, by bot.tapback and as a Bot Framework reaction', async () => {
		const bot = await botOf(provider, { line });
		bot.controller.hears('tap', 'message', async (worker, message) => void (await worker.tapback(message, 'love')));
		bot.controller.hears('react', 'message', async (worker, message) => {
			await worker.reply(message, { type: 'messageReaction', reactionsAdded: [{ type: 'laugh' }] });
		});
		for (const [text, reaction] of [['please tap', 'love'] as const, ['please react', 'laugh'] as const]) {
			bot.write(text);
			await until(() => harness.standing(provider, text).length > 0, reaction);
			expect(harness.standing(provider, text)).toEqual([reaction]);
		}
		expect(bot.errors).toEqual([]);
	});

	it('hears a tapback as a tapback, in the conversation of its person', async () => {
		const bot = await botOf(provider);
		const told: unknown[] = [];
		bot.controller.on('message', async (_worker, message) => void bot.heard.push(message));
		bot.controller.on('tapback_added', async (worker, message) => {
			told.push(message.tapback?.reaction, message.reference.conversation);
			await worker.reply(message, 'Thanks for the heart');
		});
		bot.write('Hello');
		await until(() => bot.heard.length > 0, 'the text');
		const messageId = harness.control.messages(provider.id).at(-1)?.id ?? '';
		harness.control.react(provider.id, { messageId, reaction: 'love' });
		await until(() => bot.said().length > 0, 'the answer');
		expect(told).toEqual(['love', bot.heard[0]?.reference.conversation]);
		expect(bot.heard).toHaveLength(1);
		expect(harness.control.messages(provider.id).at(-1)).toMatchObject({ parts: [{ text: 'Thanks for the heart' }] });
	});

	it('starts one turn for a text that comes again, one after another and at once', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (_worker, message) => void bot.heard.push(message));
		bot.write('Once');
		await until(() => bot.heard.length > 0, 'the text');
		const [{ id = '' } = {}] = harness.control.deliveries({ provider: provider.id });
		const copies = await Promise.all([1, 2, 3].map(async () => await harness.control.redeliver(id)));
		expect(copies.map(({ status }) => status)).toEqual([200, 200, 200]);
		await pause(30);
		expect(bot.heard).toHaveLength(1);
	});

	it('starts nothing for a text that is forged', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (_worker, message) => void bot.heard.push(message));
		bot.write('Genuine');
		await until(() => bot.heard.length > 0, 'the text');
		const [{ id = '' } = {}] = harness.control.deliveries({ provider: provider.id });
		expect(await harness.control.redeliver(id, { forge: 'unsigned' })).toEqual({ status: 401, body: '{"error":"Unauthorized"}' });
		await pause(30);
		expect(bot.heard).toHaveLength(1);
		expect(codesOf(bot.errors)).toEqual(['NOT_VERIFIED']);
	});

	it('holds a conversation, and a tapback doesn’t answer its question', async () => {
		const bot = await botOf(provider);
		const answers: unknown[] = [];
		const dialog = new BotkitConversation('order', bot.controller);
		dialog.ask('How many?', async (answer) => void answers.push(answer), 'count');
		dialog.say('Noted: {{vars.count}}');
		bot.controller.addDialog(dialog);
		bot.controller.hears('order', 'message', async (worker) => void (await worker.beginDialog('order')));
		bot.write('I want to order');
		await until(() => bot.said().length === 1, 'the question');
		const { deliveries } = harness.control.react(provider.id, {
			messageId: harness.control.messages(provider.id).at(-2)?.id ?? '',
			reaction: 'like',
		});
		await until(() => harness.control.deliveries().find(({ id }) => id === deliveries[0])?.attempts.length === 1, 'the tapback');
		bot.write('four');
		await until(() => bot.said().length === 2, 'the note');
		expect(bot.said()).toEqual(['How many?', 'Noted: four']);
		expect(answers).toEqual(['four']);
	});

	it('begins a conversation, and it goes on with the answer', async () => {
		if (messages.strangerMeans !== undefined) return;
		const lines = harness.control.overview().providers[provider.id]?.lines;
		const bot = await botOf(provider);
		const dialog = new BotkitConversation('survey', bot.controller);
		dialog.ask('Did it taste?', async () => undefined, 'taste');
		dialog.say('Thank you: {{vars.taste}}');
		bot.controller.addDialog(dialog);
		const worker = await bot.controller.spawn({});
		const [first] = lines ?? [];
		const sender = first && messages.lineOf(first);
		await worker.startConversationWithUser({ user: { id: NEWCOMER }, bot: { id: sender } });
		await worker.beginDialog('survey');
		expect(bot.said()).toEqual(['Did it taste?']);
		const begun = harness.control.messages(provider.id).at(-1);
		bot.write('very', { conversationId: begun?.conversationId });
		await until(() => bot.said().length === 2, 'the thanks');
		expect(bot.said()[1]).toBe('Thank you: very');
		expect(harness.control.messages(provider.id).at(-1)?.conversationId).toBe(begun?.conversationId);
	});

	it('writes after a restart, to a reference that was stored', async () => {
		const bot = await botOf(provider);
		bot.controller.on('message', async (_worker, message) => void bot.heard.push(message));
		bot.write('Call me later');
		await until(() => bot.heard.length > 0, 'the text');
		const reference = JSON.parse(JSON.stringify(bot.heard[0]?.reference));
		const restarted = new Botkit({
			adapter: new IMessageAdapter(harness.options(provider)),
			disable_console: true,
			disable_webserver: true,
		});
		const worker = await restarted.spawn({});
		await worker.changeContext(reference);
		await worker.say('It is later');
		expect(harness.control.messages(provider.id).at(-1)).toMatchObject({
			conversationId: harness.message(provider, 'Call me later').conversationId,
			parts: [{ text: 'It is later' }],
		});
	});
});

describe('a question asked by tapback', () => {
	it('is answered on the message that really went out', async () => {
		const bot = await botOf(linq);
		const dialog = new BotkitConversation('book', bot.controller);
		askForTapback(dialog, 'Shall I book it?', { key: 'book' });
		dialog.say('Then: {{vars.book}}');
		bot.controller.addDialog(dialog);
		bot.controller.hears('table', 'message', async (worker) => void (await worker.beginDialog('book')));
		bot.write('A table, please');
		await until(() => bot.said().length === 1, 'the question');
		harness.control.react('linq', { messageId: harness.control.messages('linq').at(-1)?.id ?? '', reaction: 'like' });
		await until(() => bot.said().length === 2, 'what was answered');
		expect(bot.said()[1]).toBe('Then: yes');
	});
});

describe('acknowledge', () => {
	it('taps each text that comes in', async () => {
		const bot = await botOf(linq, { acknowledge: 'like' });
		bot.write('Anybody there?');
		await until(() => harness.standing(linq, 'Anybody there?').length > 0, 'the tapback');
		expect(harness.standing(linq, 'Anybody there?')).toEqual(['like']);
	});
});
