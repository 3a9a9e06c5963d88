import { BotkitConversation, type BotkitConfiguration } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import type { Message } from '../../../../sandbox/src/index.mts';
import { askForTapback, type AskForTapbackOptions, type TapbackAnswer, type TapbackOptions } from '../../src/index.mts';
import { listen, type Heard } from './heard.mts';
import { useHarness, type Bot, type Harness } from './bots.mts';

export const QUESTION = 'Shall I book it?';

/** A bot that asks on `book`, in a conversation of the sandbox. */
export interface Asking {
	bot: Bot;
	heard: Heard;
	answers: TapbackAnswer[];
	results: unknown[];
	/** The texts that it handled as ordinary messages. */
	messages: string[];
}

type Reaction = 'love' | 'like' | 'dislike' | 'laugh' | 'question';

export interface AskingHarness {
	harness: Harness;
	oneToOne(): Message;
	group(): Message;
	/** Two people of the group: the author of its first message, and another one. */
	people(): [author: string, other: string];
	asking(options?: AskForTapbackOptions, config?: BotkitConfiguration, more?: Partial<TapbackOptions>): Promise<Asking>;
	/** The channel, sender and conversation of a message, as an adapter reports them. */
	written(message?: Message, isGroup?: boolean): { channelId: string; from: object; conversation: object };
	/** The question that was asked last. */
	question(): Message;
	tap(reaction: Reaction, more?: { actor?: string; messageId?: string; action?: 'remove' }): void;
}

export function useAskingHarness(): AskingHarness {
	const harness = useHarness();
	const linq = providerById('linq');
	const oneToOne = () => harness.message(linq);
	const group = () => harness.message(linq, 'Who brings the cake?');

	/** Sends the bot's messages to the sandbox's phone and returns the vendor's ids, as an adapter for iMessage does. */
	function speakThroughSandbox({ adapter }: Bot): void {
		adapter.sendActivities = async (_context, activities) =>
			activities.map((activity) => {
				adapter.activeQueue.push(activity);
				const { id } = harness.control.sendMessage('linq', {
					from: 'agent',
					text: activity.text ?? '',
					conversationId: activity.conversation?.id ?? '',
				});
				return { id };
			});
	}

	const question = () => {
		const isQuestion = ({ parts }: Message) => parts.some((part) => part.type === 'text' && part.text === QUESTION);
		const found = harness.control.messages('linq').findLast(isQuestion);
		if (!found) throw new Error('Nobody asked.');
		return found;
	};

	return {
		harness,
		oneToOne,
		group,
		people() {
			const { author, conversationId } = group();
			const conversations = harness.control.overview().providers.linq?.conversations ?? [];
			const others = conversations.find(({ id }) => id === conversationId)?.participants.filter((one) => one !== author) ?? [];
			return [author, others[0] ?? ''];
		},
		async asking(options = {}, config = {}, more = {}) {
			const bot = harness.bot(linq, { webhook: {}, ...more }, config);
			speakThroughSandbox(bot);
			await bot.plugin.api.register({ url: await bot.url() });
			const answers: TapbackAnswer[] = [];
			const results: unknown[] = [];
			const messages: string[] = [];
			const convo = new BotkitConversation('book', bot.controller);
			askForTapback(convo, QUESTION, { key: 'booked', onAnswer: (answer) => void answers.push(answer), ...options });
			convo.say('Noted: {{vars.booked}}');
			bot.controller.addDialog(convo);
			bot.controller.afterDialog(convo, async (_bot, result) => void results.push(result));
			bot.controller.hears('book', 'message', async (worker) => void (await worker.beginDialog('book')));
			bot.controller.on('message', async (_worker, { text = '' }) => void messages.push(text));
			return { bot, heard: listen(bot), answers, results, messages };
		},
		written: (message = oneToOne(), isGroup = false) => ({
			channelId: 'imessage',
			from: { id: message.author, name: 'Sam' },
			conversation: { id: message.conversationId, name: 'chat', isGroup, conversationType: '' },
		}),
		question,
		tap: (reaction, more = {}) => void harness.control.react('linq', { messageId: question().id, reaction, ...more }),
	};
}

/** The deadlines of the questions in a storage, in ms since 1970. */
export function timesIn(memory: Record<string, string>): number[] {
	return Object.values(memory).flatMap((text) => [...text.matchAll(/"dueAt":(\d+)/g)].map(([, at]) => Number(at)));
}

/** Moves all stored times into the past, as if the bot had been down until every deadline had passed. */
export function passTime(memory: Record<string, string>): void {
	for (const [key, text] of Object.entries(memory)) memory[key] = text.replace(/"(dueAt|since)":\d+/g, '"$1":1');
}
