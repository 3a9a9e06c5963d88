import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';
import { BotkitConversation } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { askForTapback, isTapbackError, type TapbackAnswer } from '../../src/index.mts';
import { QUESTION, passTime, timesIn, useAskingHarness } from '../harness/asking-bots.mts';
import { listen } from '../harness/heard.mts';
import { pause, until } from '../harness/bots.mts';

const { harness, oneToOne, group, people, asking, written, question, tap } = useAskingHarness();
const linq = providerById('linq');

describe('a question that waits for a tapback', () => {
	it.each([
		['like', 'yes'],
		['dislike', 'no'],
	] as const)('is answered by %s with %s', async (reaction, value) => {
		const { bot, answers, heard } = await asking();
		await bot.hear('book', written());
		tap(reaction);
		await until(() => bot.said().length === 2, 'the next line');
		expect(answers).toMatchObject([
			{ value, approved: value === 'yes', reaction, actor: oneToOne().author, timedOut: false, votes: [{ reaction }] },
		]);
		expect(bot.said()).toEqual([QUESTION, `Noted: ${value}`]);
		expect(heard.events).toEqual([]);
	});

	it('is answered by a text as well', async () => {
		const { bot, answers } = await asking();
		await bot.hear('book', written());
		await bot.hear('yes please', written());
		expect(answers).toMatchObject([{ value: 'yes please', text: 'yes please', approved: true, reaction: null, actor: oneToOne().author }]);
		expect(bot.said()).toEqual([QUESTION, 'Noted: yes please']);
	});

	it('is not answered by another tapback, one on another message, or one that is taken away', async () => {
		const { bot, answers, heard } = await asking();
		await bot.hear('book', { ...written(), id: oneToOne().id });
		tap('question');
		await until(() => heard.events.length === 1, 'the other tapback');
		tap('like', { messageId: oneToOne().id });
		await until(() => heard.events.length === 2, 'that on another message');
		tap('question', { action: 'remove' });
		await until(() => heard.events.length === 3, 'the removal');
		expect(answers).toEqual([]);
		tap('like');
		await until(() => answers.length === 1, 'the answer');
	});

	it('knows emoji and other names, where these are told', async () => {
		const { bot, answers } = await asking({ answers: { '🔥': 'hot', question: 'unsure' } });
		await bot.hear('book', written());
		harness.control.react('linq', { messageId: question().id, reaction: 'emoji', emoji: '🔥' });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'hot', approved: null, emoji: '🔥' }]);
	});

	it('gives up after its time, and a late tapback is one like any other', async () => {
		const { bot, answers, heard } = await asking({ deadlineMs: 80 });
		await bot.hear('book', written());
		await until(() => answers.length === 1, 'the end of the wait');
		expect(answers).toMatchObject([{ value: 'timeout', approved: null, timedOut: true }]);
		await until(() => bot.said().length === 2, 'the next line');
		expect(bot.said()).toEqual([QUESTION, 'Noted: timeout']);
		tap('like');
		await until(() => heard.events.length === 1, 'the late tapback');
		expect(answers).toHaveLength(1);
	});

	it('doesn’t give up once it was answered', async () => {
		const { bot, answers } = await asking({ deadlineMs: 400 });
		await bot.hear('book', written());
		await bot.hear('yes', written());
		await pause(250);
		await bot.hear('book', written());
		await pause(250);
		expect(answers).toMatchObject([{ value: 'yes', text: 'yes', approved: true }]);
		await until(() => answers.length === 2, 'the end of the second wait');
	});

	it('in a group is answered by who was asked, and by nobody else', async () => {
		const { bot, answers, heard } = await asking();
		const [author, other] = people();
		await bot.hear('book', written(group(), true));
		tap('dislike', { actor: other });
		await until(() => heard.events.length === 1, 'the tapback of another');
		expect(heard.messages[0]?.user).toBe(other);
		expect(answers).toEqual([]);
		tap('like', { actor: author });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', actor: author }]);
	});

	it.each(['anyone', 'the named'] as const)('in a group can be answered by %s', async (who) => {
		const [author, other] = people();
		const { bot, answers, heard } = await asking({ from: who === 'anyone' ? who : [other, '+12025559999'] });
		await bot.hear('book', written(group(), true));
		if (who === 'the named') {
			tap('dislike', { actor: author });
			await until(() => heard.events.length === 1, 'the tapback of one who isn’t named');
			expect(answers).toEqual([]);
		}
		tap('like', { actor: other });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', actor: other }]);
		expect(bot.said()).toEqual([QUESTION, 'Noted: yes']);
	});

	it('survives a restart, where Botkit keeps its conversations', async () => {
		const storage = new MemoryStorage();
		const first = await asking({}, { storage });
		await first.bot.hear('book', written());
		const asked = question();
		harness.control.removeWebhooks('linq');

		const second = await asking({}, { storage });
		harness.control.react('linq', { messageId: asked.id, reaction: 'like' });
		await until(() => second.answers.length + second.heard.events.length > 0, 'the tapback');
		expect(second.answers).toMatchObject([{ value: 'yes', reaction: 'like' }]);
	});

	it('ends after a restart, where its time was up meanwhile, and only once', async () => {
		const memory: Record<string, string> = {};
		const first = await asking({ deadlineMs: 600_000 }, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', written());
		await until(() => timesIn(memory).length === 1, 'the record');
		expect(timesIn(memory)[0]).toBeGreaterThan(Date.now() + 590_000);
		passTime(memory);

		const second = await asking({ deadlineMs: 600_000 }, { storage: new MemoryStorage(memory) });
		await until(() => second.answers.length > 0, 'the end of the time');
		expect(second.answers).toMatchObject([{ value: 'timeout', timedOut: true }]);
		expect(second.bot.said()).toEqual(['Noted: timeout']);
		await until(() => timesIn(memory).length === 0, 'the end of the record');
		expect(first.answers).toEqual([]);
	});

	it('of a conversation that is gone after a restart ends nothing, and the bot lives on', async () => {
		const memory: Record<string, string> = {};
		const first = await asking({ deadlineMs: 600_000 }, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', written());
		await until(() => timesIn(memory).length === 1, 'the record');
		passTime(memory);
		const asked = question();
		harness.control.removeWebhooks('linq');

		const bot = harness.bot(linq, { webhook: {} }, { storage: new MemoryStorage(memory) });
		const heard = listen(bot);
		await bot.plugin.api.register({ url: await bot.url() });
		harness.control.react('linq', { messageId: asked.id, reaction: 'like' });
		await until(() => heard.events.length > 0, 'the tapback');
		await until(() => timesIn(memory).length === 0, 'the end of the record');
		expect(bot.errors).toEqual([]);
	});

	it('waits on after a restart, where there is time left', async () => {
		const memory: Record<string, string> = {};
		const first = await asking({ deadlineMs: 2 ** 31 - 1 }, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', written());
		await until(() => timesIn(memory).length === 1, 'the record');
		const second = await asking({ deadlineMs: 2 ** 31 - 1 }, { storage: new MemoryStorage(memory) });
		await pause(100);
		expect([...first.answers, ...second.answers]).toEqual([]);
	});

	it('is alive after a handler of its answer threw', async () => {
		const { bot } = await asking({ onAnswer: () => Promise.reject(new Error('of mine')) });
		await bot.hear('book', written());
		tap('like');
		await until(() => bot.errors.length > 0, 'the report');
		expect(bot.errors[0]?.message).toContain('of mine');
		await until(() => bot.said().length === 2, 'the next line');
	});

	it('answers by a text that stands for a tapback, where it quotes the question', async () => {
		const bot = harness.bot(providerById('sendblue'));
		const answers: TapbackAnswer[] = [];
		const convo = new BotkitConversation('book', bot.controller);
		askForTapback(convo, QUESTION, { onAnswer: (answer) => void answers.push(answer) });
		bot.controller.addDialog(convo);
		bot.controller.hears('book', 'message', async (worker) => void (await worker.beginDialog('book')));
		await bot.hear('book');
		await bot.hear('Liked “Another one?”');
		await bot.hear(`Removed a like from “${QUESTION}”`);
		expect(answers).toEqual([]);
		await bot.hear(`Liked “${QUESTION}”`);
		expect(answers).toMatchObject([{ value: 'yes', reaction: 'like' }]);
	});

	it.each([
		['answers', { answers: { lovee: 'hot' } }],
		['yes', { yes: ['👍👍'] }],
		['quorum.yes', { quorum: { yes: 2 } }],
		['quorum', { from: 'anyone', quorum: 'everyone' }],
		['reconsiderMs', { reconsiderMs: -1 }],
		['text', { text: 'all' }],
		['deadlineMs', { deadlineMs: -1 }],
		['from', { from: [] }],
	])('names the option that is wrong: %s', (field, options: object) => {
		const { controller } = harness.bot(linq);
		let error: unknown;
		try {
			askForTapback(new BotkitConversation('book', controller), QUESTION, options);
		} catch (thrown) {
			error = thrown;
		}
		expect(isTapbackError(error) && error.details.field).toBe(field);
		expect(String(error)).toContain(`askForTapback(): the option ${field} `);
	});
});
