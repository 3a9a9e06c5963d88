import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import { normalizeMessageReactions } from '../../src/index.mts';
import { useAskingHarness } from '../harness/asking-bots.mts';
import { pause, until } from '../harness/bots.mts';

const { group, people, asking, written, question, tap } = useAskingHarness();

const inGroup = () => written(group(), true);
const saidBy = (id: string) => ({ ...inGroup(), from: { id, name: '' } });
/** What stands in a storage of one vote. */
const votesIn = (memory: Record<string, string>) => Object.values(memory).filter((text) => /"taps":\[\{|"replies":\[\{/.test(text)).length;

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
