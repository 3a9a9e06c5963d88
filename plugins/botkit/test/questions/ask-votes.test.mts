import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { passTime, useAskingHarness } from '../harness/asking-bots.mts';
import { pause, until } from '../harness/bots.mts';

const { harness, oneToOne, group, people, asking, written, tap } = useAskingHarness();

const inGroup = () => written(group(), true);
/** What stands in a storage of one vote. */
const votesIn = (memory: Record<string, string>) => Object.values(memory).filter((text) => /"taps":\[\{|"replies":\[\{/.test(text)).length;

describe('a change of mind', () => {
	it('counts within the window, and nobody hears of it', async () => {
		const { bot, answers, heard } = await asking({ reconsiderMs: 400 });
		await bot.hear('book', written());
		tap('like');
		await pause(200);
		tap('dislike');
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'no', approved: false, reaction: 'dislike', votes: [{ approved: false }] }]);
		await until(() => bot.said().length === 2, 'the next line');
		expect(bot.said()[1]).toBe('Noted: no');
		expect(heard.events).toEqual([]);
	});

	it('can be to take the answer back', async () => {
		const { bot, answers, heard } = await asking({ reconsiderMs: 300 });
		await bot.hear('book', written());
		tap('like');
		await pause(100);
		tap('like', { action: 'remove' });
		await pause(500);
		expect(answers).toEqual([]);
		expect(heard.events).toEqual([]);
		tap('love');
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', reaction: 'love' }]);
	});

	it('is an event like all others once the window has passed', async () => {
		const { bot, answers, heard } = await asking({ reconsiderMs: 50 });
		await bot.hear('book', written());
		tap('like');
		await until(() => answers.length === 1, 'the answer');
		tap('dislike');
		await until(() => heard.events.length === 1, 'the late tapback');
		expect(answers).toMatchObject([{ value: 'yes' }]);
	});

	it('is cut short by the time limit, and what is decided then holds', async () => {
		const { bot, answers } = await asking({ reconsiderMs: 600_000, deadlineMs: 300 });
		await bot.hear('book', written());
		tap('like');
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', timedOut: false }]);
	});

	it('counts after a restart, too', async () => {
		const memory: Record<string, string> = {};
		const options = { reconsiderMs: 1500 };
		const first = await asking(options, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', written());
		tap('like');
		await until(() => votesIn(memory) === 1, 'the vote');
		harness.control.removeWebhooks('linq');

		const second = await asking(options, { storage: new MemoryStorage(structuredClone(memory)) });
		tap('dislike');
		await until(() => second.answers.length === 1, 'the answer');
		expect(second.answers).toMatchObject([{ value: 'no', reaction: 'dislike' }]);
	});

	it('has an end that comes after a restart, where it passed meanwhile', async () => {
		const memory: Record<string, string> = {};
		const options = { reconsiderMs: 600_000 };
		const first = await asking(options, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', written());
		tap('like');
		await until(() => votesIn(memory) === 1, 'the vote');
		passTime(memory);

		const second = await asking(options, { storage: new MemoryStorage(memory) });
		await until(() => second.bot.said().length > 0, 'the next line');
		expect(second.answers).toMatchObject([{ value: 'yes', reaction: 'like', timedOut: false, actor: oneToOne().author }]);
		expect(second.bot.said()).toEqual(['Noted: yes']);
		await until(() => votesIn(memory) === 0, 'the end of the record');
		expect(first.answers).toEqual([]);
	});
});

describe('a question to several', () => {
	it('waits for as many as it needs', async () => {
		const [author, second] = people();
		const { bot, answers, heard } = await asking({ from: 'anyone', quorum: { yes: 2 } });
		await bot.hear('book', inGroup());
		tap('like', { actor: author });
		await pause(50);
		tap('love', { actor: author });
		tap('question', { actor: second });
		await until(() => heard.events.length === 1, 'the tapback that is no answer');
		expect(heard.messages[0]?.user).toBe(second);
		expect(answers).toEqual([]);
		tap('like', { actor: second });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', actor: second, votes: [{ actor: author, reaction: 'love' }, { actor: second }] }]);
		await until(() => bot.said().length === 2, 'the next line');
		expect(heard.events).toHaveLength(1);
	});

	it('ends as a no where the others can’t make it a yes', async () => {
		const [author, second] = people();
		const { bot, answers } = await asking({ from: [author, second], quorum: 'everyone' });
		await bot.hear('book', inGroup());
		tap('like', { actor: author });
		await pause(100);
		tap('dislike', { actor: second });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'no', approved: false, actor: second, votes: [{ approved: true }, { approved: false }] }]);
	});

	it('loses a vote that is taken back by somebody else than who was asked', async () => {
		const [author, second] = people();
		const { bot, answers, heard } = await asking({ from: 'anyone', quorum: { yes: 2 } });
		await bot.hear('book', inGroup());
		tap('like', { actor: second });
		await pause(100);
		tap('like', { actor: second, action: 'remove' });
		await pause(100);
		tap('like', { actor: author });
		await pause(200);
		expect(answers).toEqual([]);
		tap('love', { actor: second });
		await until(() => answers.length === 1, 'the answer');
		expect(answers[0]?.votes).toMatchObject([{ actor: author }, { actor: second, reaction: 'love' }]);
		expect(heard.events).toEqual([]);
	});

	it('keeps the votes over a restart', async () => {
		const [author, second] = people();
		const memory: Record<string, string> = {};
		const options = { from: 'anyone', quorum: { yes: 2 } } as const;
		const first = await asking(options, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', inGroup());
		tap('like', { actor: second });
		await until(() => votesIn(memory) === 1, 'the vote');
		harness.control.removeWebhooks('linq');

		const later = await asking(options, { storage: new MemoryStorage(memory) });
		tap('love', { actor: author });
		await until(() => later.answers.length === 1, 'the answer');
		expect(later.answers).toMatchObject([{ value: 'yes', votes: [{ actor: second }, { actor: author }] }]);
	});

	it('is answered once, where two answer at the same moment', async () => {
		const [author, second] = people();
		const { bot, answers } = await asking({ from: 'anyone' });
		await bot.hear('book', inGroup());
		for (const actor of [author, second]) tap('like', { actor });
		await until(() => answers.length > 0, 'the answer');
		await pause(300);
		expect(answers).toHaveLength(1);
		expect(bot.said()).toHaveLength(2);
		expect(bot.errors).toEqual([]);
	});

	it('tells the votes that were too few when its time is up', async () => {
		const [author] = people();
		const { bot, answers } = await asking({ from: 'anyone', quorum: { yes: 2 }, deadlineMs: 300 });
		await bot.hear('book', inGroup());
		tap('like', { actor: author });
		await until(() => answers.length === 1, 'the end of the time');
		expect(answers).toMatchObject([{ value: 'timeout', approved: null, timedOut: true, votes: [{ actor: author }] }]);
	});
});
