import { describe, expect, it } from '@jest/globals';
import { Botkit, BotkitConversation, type BotWorker } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { IMessageAdapter, askForTapback, isTapbackError, type IMessageAdapterOptions } from '../../src/index.mts';
import { useAdapterBots } from '../harness/adapter-bots.mts';
import { ALL } from '../harness/bots.mts';
import { codesOf, errorOf, pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const botOf = useAdapterBots(harness);

const linq = providerById('linq');
const PICTURE = 'https://media.example.com/table.png';
const NEWCOMER = '+12025550177';

const deliveriesOf = (id: string) =>
	harness.control.deliveries({ provider: id }).flatMap(({ attempts }) => attempts.map(({ status }) => status));

describe.each(ALL)('a bot from nothing over %s', (_name, provider) => {
	const [line] = ['+12025550101'];

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
		if (provider.id === 'inkbox') {
			// The webhook of one identity hears of its own line only.
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
		if (provider.id === 'tuco') expect(answered).toMatchObject({ participants: [asked?.author], isGroup: false });
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
		// Only a dedicated outbound line may, and the sandbox plays none.
		if (provider.id === 'inkbox') return;
		const lines = harness.control.overview().providers[provider.id]?.lines;
		const bot = await botOf(provider);
		const dialog = new BotkitConversation('survey', bot.controller);
		dialog.ask('Did it taste?', async () => undefined, 'taste');
		dialog.say('Thank you: {{vars.taste}}');
		bot.controller.addDialog(dialog);
		const worker = await bot.controller.spawn({});
		const sender = provider.id === 'tuco' ? lines?.[0]?.id : lines?.[0]?.number;
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

describe('what fails', () => {
	const refuse = () =>
		harness.control.addFault('linq', { match: { path: '/messages' }, times: 3, fault: { kind: 'status', status: 401, body: {} } });

	it('rejects where bot.reply is awaited, and the turn goes on', async () => {
		const bot = await botOf(linq);
		const caught: unknown[] = [];
		bot.controller.on('message', async (worker, message) => {
			await worker.reply(message, 'first').catch((error: unknown) => void caught.push(error));
			harness.control.clearFaults('linq');
			await worker.reply(message, 'second');
		});
		refuse();
		bot.write('Hello');
		await until(() => bot.said().length > 0, 'the second answer');
		expect(bot.said()).toEqual(['second']);
		expect(caught).toEqual([expect.objectContaining({ name: 'TapbackError', code: 'AUTH_FAILED' })]);
	});

	it('ends one turn and not the process, where nobody catches it', async () => {
		const bot = await botOf(linq);
		bot.controller.hears('boom', 'message', async () => {
			throw new Error('boom');
		});
		bot.controller.on('message', async (worker, message) => void (await worker.reply(message, 'Still here')));
		bot.write('boom');
		await until(() => bot.errors.length > 0, 'the report');
		refuse();
		bot.write('Hello');
		await until(() => bot.errors.length > 1, 'the second report');
		harness.control.clearFaults('linq');
		bot.write('And now?');
		await until(() => bot.said().length > 0, 'the answer');
		expect(bot.said()).toEqual(['Still here']);
		expect(bot.errors.map(({ message }) => message)).toEqual([
			'A handler failed: boom',
			expect.stringContaining('A handler failed: Linq answered 401'),
		]);
	});

	it('in a dialog leaves the dialog waiting', async () => {
		const bot = await botOf(linq);
		const dialog = new BotkitConversation('order', bot.controller);
		dialog.ask('How many?', async () => undefined, 'count');
		dialog.say('Noted: {{vars.count}}');
		bot.controller.addDialog(dialog);
		bot.controller.hears('order', 'message', async (worker) => void (await worker.beginDialog('order')));
		bot.write('order');
		await until(() => bot.said().length === 1, 'the question');
		refuse();
		bot.write('four');
		await until(() => bot.errors.length > 0, 'the report');
		expect(bot.errors[0]?.message).toMatch(/^A conversation failed: Linq answered 401/);
		harness.control.clearFaults('linq');
		bot.write('five');
		await until(() => bot.said().length === 2, 'the note');
		expect(bot.said()).toEqual(['How many?', 'Noted: five']);
	});

	it('says that a text may have gone out, without sending it again', async () => {
		const sendblue = providerById('sendblue');
		const bot = await botOf(sendblue);
		const results: unknown[] = [];
		bot.controller.on('message', async (worker, message) => void results.push(await worker.reply(message, 'Only once')));
		harness.control.addFault('sendblue', { match: { path: '/api/send-message' }, fault: { kind: 'drop-after' } });
		bot.write('Hello');
		await until(() => results.length > 0, 'the result');
		expect(results).toEqual([{ id: '', outcome: 'unknown', reason: expect.stringContaining('was not sent again') }]);
		expect(bot.said()).toEqual(['Only once']);
		expect(codesOf(bot.errors)).toEqual(['NO_ANSWER']);
	});

	it('says which option is wrong, in the words of a program', async () => {
		const bot = await botOf(linq);
		const refusals: unknown[] = [];
		bot.controller.on(
			'message',
			async (worker, message) => void refusals.push(await worker.reply(message, 'Hi').catch((error: unknown) => error)),
		);
		harness.control.addFault('linq', { match: { method: 'POST' }, fault: { kind: 'status', status: 401 } });
		bot.write('Hello');
		await until(() => refusals.length > 0, 'the refusal');
		expect(isTapbackError(refusals[0]) && refusals[0].message).toMatch(/ Check credentials\.apiKey\.$/);
	});

	it.each([
		['an update', 'be changed', async (worker: BotWorker) => await worker.getConfig('context').updateActivity({ id: 'x', text: 'y' })],
		['a deletion', 'be taken back', async (worker: BotWorker) => await worker.getConfig('context').deleteActivity('x')],
		[
			'a card',
			'without contentUrl',
			async (worker: BotWorker) => await worker.say({ attachments: [{ contentType: 'card', content: {} }] }),
		],
		['an empty message', 'is empty', async (worker: BotWorker) => await worker.say('')],
		['a handoff', 'type handoff', async (worker: BotWorker) => await worker.say({ type: 'handoff' })],
	])('is refused with a sentence: %s', async (_what, says, act) => {
		const bot = await botOf(linq);
		const refusals: unknown[] = [];
		bot.controller.on('message', async (worker) => void refusals.push(await act(worker).catch((error: unknown) => error)));
		bot.write('Hello');
		await until(() => refusals.length > 0, 'the refusal');
		expect(isTapbackError(refusals[0]) && refusals[0].message).toContain(says);
		expect(bot.said()).toEqual([]);
	});

	it('is not a typing sign, which nobody sees', async () => {
		const bot = await botOf(linq);
		const results: unknown[] = [];
		bot.controller.on('message', async (worker, message) => void results.push(await worker.reply(message, { type: 'typing' })));
		bot.write('Hello');
		await until(() => results.length > 0, 'the result');
		expect(results).toEqual([{ id: '' }]);
		expect(bot.errors).toEqual([]);
	});
});

describe('the adapter', () => {
	const options = (more: object = {}): unknown => ({ ...harness.options(linq), ...more });

	it('says at once which option is wrong', () => {
		expect(() => new IMessageAdapter(options({ provider: 'nobody' }) as IMessageAdapterOptions)).toThrow(
			'IMessageAdapter: the option provider',
		);
		expect(() => new IMessageAdapter(options({ line: ' ' }) as IMessageAdapterOptions)).toThrow('IMessageAdapter: the option line must');
	});

	it('hears its webhook path beside Botkit’s own', async () => {
		const bot = await botOf(linq, { webhook: { path: '/hooks/phone' } });
		bot.controller.on('message', async (_worker, message) => void bot.heard.push(message));
		await bot.adapter.api.register({ url: bot.url.replace('/api/messages', '/hooks/phone') });
		bot.write('Twice delivered');
		await until(() => deliveriesOf('linq').length === 2, 'both deliveries');
		await until(() => bot.heard.length > 0, 'the text');
		await pause(30);
		expect(bot.heard.map(({ text }) => text)).toContain('Twice delivered');
	});

	it('runs its own middleware around a turn, and tells onTurnError what a turn throws', async () => {
		const bot = await botOf(linq);
		const seen: string[] = [];
		bot.adapter.use(async (context, next) => {
			seen.push(`before ${context.activity.text}`);
			await next();
			seen.push('after');
		});
		bot.controller.on('message', async () => void seen.push('turn'));
		bot.write('Hello');
		await until(() => seen.length === 3, 'the turn');
		expect(seen).toEqual(['before Hello', 'turn', 'after']);
		bot.adapter.onTurnError = async (_context, error) => void seen.push(error.message);
		bot.adapter.use(async () => {
			throw new Error('no');
		});
		bot.write('Hello again');
		await until(() => seen.includes('no'), 'the error');
	});

	it('goes on with a conversation outside a turn, and begins one', async () => {
		const bot = await botOf(linq);
		await bot.adapter.continueConversation({ user: { id: NEWCOMER, name: '' }, bot: { id: '+12025550102', name: '' } }, async (context) => {
			await context.sendActivity('Good morning');
		});
		expect(bot.said()).toEqual(['Good morning']);
		expect(harness.control.messages('linq').at(-1)).toMatchObject({ line: '+12025550102' });
	});

	it('has no turns without a controller', async () => {
		const adapter = new IMessageAdapter(options() as IMessageAdapterOptions);
		const error = await errorOf(adapter.continueConversation({ user: { id: NEWCOMER, name: '' } }, async () => undefined));
		expect(error.message).toContain('new Botkit({ adapter })');
	});
});
