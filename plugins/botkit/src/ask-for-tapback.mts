import type { BotWorker, BotkitConversation, BotkitDialogWrapper, BotkitMessage } from 'botkit';

import { TapbackError, type TapbackEvent } from '../../../core/index.ts';
import { TAPBACK } from './inbound/activity.mts';
import { reportOf } from './inbound/dispatch.mts';
import { QUESTION_FIELD, TIMEOUT, type Question } from './questions.mts';
import { positiveInteger } from './schema.mts';

/** How a question was answered. `value` is what the conversation keeps under the question’s key. */
export type TapbackAnswer =
	| { kind: 'tapback'; value: string; tapback: TapbackEvent }
	| { kind: 'text'; value: string }
	| { kind: 'timeout'; value: 'timeout' };

export interface AskForTapbackOptions {
	/** Keeps the answer in the conversation: `yes`, `no`, a text, or `timeout`. */
	key?: string;
	/** What each tapback means: names, or emoji as they are. Default `{ like: 'yes', dislike: 'no' }`. Others don't answer. */
	answers?: Readonly<Record<string, string>>;
	/** Who may answer by a tapback: who was asked (the default), anyone in the conversation, or these people. */
	from?: 'asked' | 'anyone' | readonly string[];
	/** Milliseconds until the answer is `timeout`. Default: it waits. After a restart of the bot it goes on, with a storage. */
	timeoutMs?: number;
	/** The thread of the conversation that asks. Default `default`. */
	thread?: string;
	/** Called with the answer, as the handler of `convo.ask()` is: it can go to another thread, or repeat. */
	onAnswer?: (answer: TapbackAnswer, convo: BotkitDialogWrapper, bot: BotWorker, message: BotkitMessage) => unknown;
}

type Template = Parameters<BotkitConversation['addQuestion']>[0];

const YES_OR_NO = { like: 'yes', dislike: 'no' };

/**
 * Like `convo.ask()`, and a tapback on the question answers it, too: 👍 or 👎. What a person writes instead is an
 * answer as ever.
 * @throws TapbackError INVALID_INPUT for an option that is wrong.
 */
export function askForTapback(convo: BotkitConversation, question: Template, options: AskForTapbackOptions = {}): BotkitConversation {
	const { key, answers = YES_OR_NO, from = 'asked', timeoutMs, thread = 'default', onAnswer } = options;
	if (Object.keys(answers).length === 0) throw wrong('answers', 'is empty: say what at least one tapback means');
	if (timeoutMs !== undefined && !positiveInteger.safeParse(timeoutMs).success) throw wrong('timeoutMs', 'must be a whole number above 0');
	if (from.length === 0) throw wrong('from', 'is empty: nobody could answer');
	const asked: Question = { answers: { ...answers }, from: typeof from === 'string' ? from : from.join(','), timeoutMs };
	const template = typeof question === 'string' ? { text: [question] } : question;
	const line = { ...template, channelData: { ...template.channelData, [QUESTION_FIELD]: asked } };
	convo.addQuestion(
		line,
		async (response: string | null, wrapper: BotkitDialogWrapper, bot: BotWorker, message: BotkitMessage) => {
			try {
				await onAnswer?.(answerOf(response, message), wrapper, bot, message);
			} catch (error) {
				reportOf(bot.controller)?.('A handler of a tapback failed', error);
			}
		},
		key ?? null,
		thread,
	);
	return convo;
}

function answerOf(response: string | null, { type, tapback }: BotkitMessage): TapbackAnswer {
	if (type === TIMEOUT) return { kind: 'timeout', value: 'timeout' };
	const value = response ?? '';
	return type === TAPBACK && tapback ? { kind: 'tapback', value, tapback } : { kind: 'text', value };
}

function wrong(option: string, says: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `askForTapback(): the option ${option} ${says}.`, { field: option });
}
