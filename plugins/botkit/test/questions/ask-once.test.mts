import { describe, expect, it } from '@jest/globals';
import { MemoryStorage } from 'botbuilder-core';

import type { Storage } from '../../src/index.mts';
import { useAskingHarness, type Asking } from '../harness/asking-bots.mts';
import { pause, until } from '../harness/bots.mts';

const { harness, asking, written, tap, question } = useAskingHarness();

/** A bot whose line after the answer isn't out until `release`. */
async function sendingSlowly(storage?: Storage): Promise<Asking & { isSending: () => boolean; release: () => void }> {
	const all = await asking({}, { storage });
	const { adapter } = all.bot;
	const send = adapter.sendActivities.bind(adapter);
	let isSending = false;
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	adapter.sendActivities = async (context, activities) => {
		if (activities.some(({ text }) => text?.startsWith('Noted'))) {
			isSending = true;
			await released;
		}
		return await send(context, activities);
	};
	return { ...all, isSending: () => isSending, release };
}

describe('a question that was answered', () => {
	it('takes no text for another answer while the bot still sends', async () => {
		const { bot, answers, messages, isSending, release } = await sendingSlowly();
		await bot.hear('book', written());
		tap('like');
		await until(isSending, 'the next line');
		await bot.hear('no, wait', written());
		release();
		await until(() => bot.said().length > 1, 'the end of the turn');
		expect(answers).toMatchObject([{ reaction: 'like' }]);
		expect(messages).toEqual(['no, wait']);
	});

	it('takes no other tapback for another answer while the bot still sends', async () => {
		const { bot, answers, heard, isSending, release } = await sendingSlowly();
		await bot.hear('book', written());
		void bot.hear('gladly', written());
		await until(isSending, 'the next line');
		tap('dislike');
		await until(() => heard.events.length + answers.length > 1, 'the tapback');
		release();
		await until(() => bot.said().length > 1, 'the end of the turn');
		expect(answers).toMatchObject([{ text: 'gladly' }]);
		expect(heard.events).toMatchObject([{ reaction: 'dislike' }]);
	});

	it('has one answer of two that came at the same moment', async () => {
		const { bot, answers, messages, isSending, release } = await sendingSlowly();
		await bot.hear('book', written());
		const both = [bot.hear('yes', written()), bot.hear('no', written())];
		await until(isSending, 'the next line');
		await pause(50);
		release();
		await Promise.all(both);
		expect(answers).toHaveLength(1);
		expect(messages).toHaveLength(1);
	});

	it('is answered in every process of a storage', async () => {
		const storage = new MemoryStorage();
		const first = await sendingSlowly(storage);
		await first.bot.hear('book', written());
		const { id } = question();
		const second = await asking({}, { storage });
		void first.bot.hear('gladly', written());
		await until(first.isSending, 'the next line');
		harness.control.react('linq', { messageId: id, reaction: 'like' });
		await until(() => second.heard.events.length + second.answers.length + first.heard.events.length > 0, 'the tapback');
		first.release();
		await until(() => first.bot.said().length > 1, 'the end of the turn');
		expect([...first.answers, ...second.answers]).toMatchObject([{ text: 'gladly' }]);
	});
});
