import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { normalizeMessageReactions } from '../../src/index.mts';
import { passTime, useAskingHarness } from '../harness/asking-bots.mts';
import { pause, until } from '../harness/bots.mts';

const { harness, oneToOne, group, people, asking, written, question, tap } = useAskingHarness();

const inGroup = () => written(group(), true);
const saidBy = (id: string) => ({ ...inGroup(), from: { id, name: '' } });
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

describe('what people write', () => {
	it('is one vote of who was asked, where several must agree, and what others write is a message', async () => {
		const [author, second] = people();
		const { bot, answers, messages } = await asking({ from: 'anyone', quorum: { yes: 2 } });
		await bot.hear('book', inGroup());
		await bot.hear('Sure!', saidBy(author));
		await bot.hear('yes', saidBy(second));
		expect({ answers, messages }).toEqual({ answers: [], messages: ['yes'] });
		tap('like', { actor: second });
		await until(() => answers.length === 1, 'the answer');
		expect(answers[0]?.votes).toMatchObject([
			{ actor: author, text: 'Sure!' },
			{ actor: second, reaction: 'like' },
		]);
	});

	it('answers, where words do, for everybody who may; the rest are messages', async () => {
		const [author, second] = people();
		const { bot, answers, messages } = await asking({ from: 'anyone', quorum: { yes: 2 }, text: 'words' });
		await bot.hear('book', inGroup());
		await bot.hear('What for?', saidBy(author));
		await bot.hear('Who comes?', saidBy(second));
		expect(messages).toEqual(['What for?', 'Who comes?']);
		await bot.hear('yes', saidBy(author));
		await bot.hear('ok', saidBy(second));
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([
			{ value: 'ok', approved: true, text: 'ok', actor: second, votes: [{ actor: author }, { actor: second }] },
		]);
		await until(() => bot.said().length === 2, 'the next line');
		expect(bot.said()[1]).toBe('Noted: ok');
		expect(messages).toHaveLength(2);
	});

	it('is no answer where texts are ignored, and the question stays', async () => {
		const { bot, answers, messages } = await asking({ text: 'ignore' });
		await bot.hear('book', written());
		await bot.hear('yes', written());
		expect({ answers, messages }).toEqual({ answers: [], messages: ['yes'] });
		tap('like');
		await until(() => answers.length === 1, 'the answer');
	});

	it('can be changed within the window', async () => {
		const { bot, answers, messages } = await asking({ reconsiderMs: 300 });
		await bot.hear('book', written());
		await bot.hear('yes', written());
		await bot.hear('no', written());
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'no', approved: false, text: 'no' }]);
		await until(() => bot.said().length === 2, 'the next line');
		expect(bot.said()[1]).toBe('Noted: no');
		expect(messages).toEqual([]);
	});

	it('is no answer of who was asked, where others are to answer', async () => {
		const [author, second] = people();
		const { bot, answers, messages } = await asking({ from: [second] });
		await bot.hear('book', inGroup());
		await bot.hear('yes', saidBy(author));
		expect({ answers, messages }).toEqual({ answers: [], messages: ['yes'] });
	});
});

describe('a question', () => {
	it('between two is answered by another address of the same person', async () => {
		const { bot, answers } = await asking();
		await bot.hear('book', { ...written(), from: { id: 'sam@example.com', name: 'Sam' } });
		tap('like');
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', actor: 'sam@example.com' }]);
	});

	it('goes on after a restart, where the bot ended between the answer and its turn', async () => {
		const memory: Record<string, string> = {};
		const first = await asking({ reconsiderMs: 600_000 }, { storage: new MemoryStorage(memory) });
		await first.bot.hear('book', written());
		tap('like');
		await until(() => votesIn(memory) === 1, 'the vote');
		const result = {
			approved: true,
			choice: 'yes',
			reaction: 'like',
			emoji: '👍',
			actor: 'x',
			respondedAt: '',
			timedOut: false,
			text: null,
			votes: [],
		};
		for (const [key, text] of Object.entries(memory)) memory[key] = text.replace('"result":null', `"result":${JSON.stringify(result)}`);

		const second = await asking({ reconsiderMs: 600_000 }, { storage: new MemoryStorage(memory) });
		await until(() => second.answers.length === 1, 'the answer');
		expect(second.answers).toEqual([{ ...result, value: 'yes' }]);
	});

	it('leaves nothing in the storage once it is answered', async () => {
		const memory: Record<string, string> = {};
		const { bot, answers } = await asking({ deadlineMs: 600_000 }, { storage: new MemoryStorage(memory) });
		await bot.hear('book', written());
		const isKept = () => Object.values(memory).some((text) => text.includes('"askedAt"'));
		await until(isKept, 'the record');
		tap('like');
		await until(() => answers.length === 1, 'the answer');
		await until(() => !isKept(), 'the end of the record');
	});

	it('is answered where the storage of the plugin fails, and that is told', async () => {
		const memory = new MemoryStorage();
		let isFull = false;
		const write = async (items: object) => (isFull ? await Promise.reject(new Error('the disk is full')) : await memory.write(items));
		const storage = { read: async (keys: string[]) => await memory.read(keys), write, delete: async () => undefined };
		const [author, second] = people();
		const { bot, answers } = await asking({ from: 'anyone', quorum: { yes: 2 } }, {}, { storage });
		await bot.hear('book', inGroup());
		await pause(50);
		isFull = true;
		tap('like', { actor: author });
		await until(() => bot.errors.length > 0, 'the first failure');
		tap('like', { actor: second });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes' }]);
		expect(answers[0]?.votes).toHaveLength(2);
		expect(bot.errors.some(({ message }) => message.includes('the disk is full'))).toBe(true);
	});

	it('is answered by the new one of a swap that another platform tells at once', async () => {
		const { bot, answers } = await asking();
		bot.controller.usePlugin(normalizeMessageReactions());
		await bot.hear('book', written());
		const swap = { reactionsRemoved: [{ type: 'heart' }], reactionsAdded: [{ type: 'like' }], replyToId: question().id };
		await bot.hear('', { ...written(), type: 'messageReaction', ...swap });
		await until(() => answers.length === 1, 'the answer');
		expect(answers).toMatchObject([{ value: 'yes', reaction: 'like' }]);
	});
});
