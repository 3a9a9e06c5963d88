import { describe, expect, it } from '@jest/globals';
import { BotkitConversation } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { listen } from '../harness/heard.mts';
import { pause, until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const sendblue = providerById('sendblue');
const linq = providerById('linq');

describe('a tapback that arrives as text', () => {
	it('is told as one, and fires no hears', async () => {
		const bot = harness.bot(sendblue);
		const heard = listen(bot);
		const fired: string[] = [];
		bot.controller.hears('love', 'message', async () => void fired.push('hears'));
		bot.controller.on('message', async () => void fired.push('message'));
		await bot.hear('Loved “See you at noon”', { id: 'text-1', from: { id: '+12025550123', name: '' } });
		expect(fired).toEqual([]);
		expect(heard.lines).toEqual(['tapback added love', 'tapback_added added love']);
		expect(heard.events).toMatchObject([
			{
				provider: 'sendblue',
				eventId: 'text-1',
				reaction: 'love',
				emoji: '❤️',
				messageId: null,
				actor: '+12025550123',
				provenance: 'text',
				target: { text: 'See you at noon', candidates: [] },
			},
		]);
		expect(heard.messages[0]?.incoming_message).toMatchObject({ type: 'messageReaction', reactionsAdded: [{ type: 'love' }] });
		await bot.hear('I would love to', { id: 'text-2' });
		expect(fired).toEqual(['hears']);
	});

	it('answers no pending question', async () => {
		const bot = harness.bot(sendblue);
		const answers: unknown[] = [];
		const dialog = new BotkitConversation('order', bot.controller);
		dialog.ask('How many?', async (answer) => void answers.push(answer), 'count');
		bot.controller.addDialog(dialog);
		bot.controller.hears('order', 'message', async (worker) => void (await worker.beginDialog('order')));
		await bot.hear('order');
		await bot.hear('Liked “How many?”');
		expect(answers).toEqual([]);
		await bot.hear('four');
		expect(answers).toEqual(['four']);
	});

	it('is told once where the webhook brings the same message, whichever is first', async () => {
		const bot = harness.bot(sendblue, { webhook: {} });
		await bot.plugin.api.register({ url: await bot.url() });
		const heard = listen(bot);
		const others: string[] = [];
		bot.controller.on('message', async (_bot, { text }) => void others.push(String(text)));
		harness.control.react('sendblue', { messageId: harness.message(sendblue).id, reaction: 'like' });
		await until(() => heard.events.length > 0, 'the tapback');
		const { eventId = '', target } = heard.events[0] ?? {};
		await bot.hear(`Liked “${target?.text}”`, { id: eventId });
		await pause(30);
		expect([heard.events.length, others]).toEqual([1, []]);
	});

	it('is a text like any other where the provider has proper events, unless asked for', async () => {
		const usual = harness.bot(linq);
		const texts: string[] = [];
		usual.controller.on('message', async (_bot, { text }) => void texts.push(String(text)));
		await usual.hear('Liked “See you”');
		expect(texts).toEqual(['Liked “See you”']);

		const asked = harness.bot(linq, { fallbackTexts: true });
		const heard = listen(asked);
		await asked.hear('Liked “See you”');
		await asked.hear('Liked “See you”');
		expect(heard.events).toHaveLength(2);
	});
});
