import type { BotWorker, BotkitConversation, BotkitDialogWrapper, BotkitMessage } from 'botkit';

import { TapbackError, isTapbackError, type AskResult } from '../../../core/index.ts';
import { ASKED_FIELD, answerByText, checkAsked, formatAsked, type AskedOptions } from './asked.mts';
import { answerGivenBy } from './given-answers.mts';
import { reportOf } from './inbound/dispatch.mts';

/** How a question was answered. */
export interface TapbackAnswer extends AskResult {
	/** What the conversation keeps under the question’s key: `yes`, `no`, a text, `timeout`, or what `answers` says. */
	value: string;
}

export interface AskForTapbackOptions extends AskedOptions {
	/** Keeps the answer in the conversation. */
	key?: string;
	/** The thread of the conversation that asks. Default `default`. */
	thread?: string;
	/** Called with the answer, as the handler of `convo.ask()` is: it can go to another thread, or repeat. */
	onAnswer?: (answer: TapbackAnswer, convo: BotkitDialogWrapper, bot: BotWorker, message: BotkitMessage) => unknown;
}

type Template = Parameters<BotkitConversation['addQuestion']>[0];

/**
 * Like `convo.ask()`, and a tapback on the question answers it, too: 👍 or 👎. What the one who was asked writes
 * instead is an answer as ever.
 * @throws TapbackError INVALID_INPUT for an option that is wrong.
 */
export function askForTapback(convo: BotkitConversation, question: Template, options: AskForTapbackOptions = {}): BotkitConversation {
	const { key, thread = 'default', onAnswer, ...rest } = options;
	const asked = inOwnWords(() => checkAsked(rest));
	const template = typeof question === 'string' ? { text: [question] } : question;
	const line = { ...template, channelData: { ...template.channelData, [ASKED_FIELD]: formatAsked(asked) } };
	convo.addQuestion(
		line,
		async (response: string | null, wrapper: BotkitDialogWrapper, bot: BotWorker, message: BotkitMessage) => {
			const given = answerGivenBy(message);
			const { result, value } = given ?? answerByText(asked, response ?? '');
			try {
				await onAnswer?.({ ...result, value }, wrapper, bot, message);
			} catch (error) {
				reportOf(bot.controller)?.('A handler of a tapback failed', error);
			} finally {
				await given?.close();
			}
		},
		key ?? null,
		thread,
	);
	return convo;
}

function inOwnWords<T>(check: () => T): T {
	try {
		return check();
	} catch (error) {
		if (!isTapbackError(error)) throw error;
		throw new TapbackError(error.code, error.message.replace(/^The/, 'askForTapback(): the'), error.details);
	}
}
