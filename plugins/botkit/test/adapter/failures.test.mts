import { describe, expect, it } from '@jest/globals';
import { BotkitConversation, type BotWorker } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { IMessageAdapter, isTapbackError, type IMessageAdapterOptions } from '../../src/index.mts';
import { useAdapterBots } from '../harness/adapter-bots.mts';
import { codesOf, errorOf, pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const botOf = useAdapterBots(harness);

const linq = providerById('linq');
const NEWCOMER = '+12025550177';

const deliveriesOf = (id: string) =>
	harness.control.deliveries({ provider: id }).flatMap(({ attempts }) => attempts.map(({ status }) => status));

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
