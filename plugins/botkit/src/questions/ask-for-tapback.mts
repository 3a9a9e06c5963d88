import type { BotWorker, BotkitConversation, BotkitDialogWrapper, BotkitMessage } from 'botkit';

import { z } from 'zod';

import { TapbackError, isTapbackError, type AskResult } from '../../../../core/index.ts';
import { ASKED_FIELD, answerByText, checkAsked, formatAsked, type AskedOptions } from './asked.mts';
import { answerGivenBy } from './given-answers.mts';
import { reportOf } from '../inbound/dispatch.mts';
import { checkCall, wrongOption } from '../options/errors.mts';
import { functionOf, mapOfTexts, objectOf, text } from '../options/schema.mts';

/** The answer to a question, or its end without one: `approved` is true, false or null. */
export interface TapbackAnswer extends AskResult {
	/** The value that the conversation stores under the question’s key: `yes`, `no`, a text, `timeout`, or the value in `answers`. */
	value: string;
}

/** Options of `askForTapback()`. Times are in milliseconds: `deadlineMs`, `reconsiderMs`. */
export interface AskForTapbackOptions extends AskedOptions {
	/** The variable of the conversation in which the answer's value is stored. */
	key?: string;
	/** The conversation's thread that asks the question. Default `default`. */
	thread?: string;
	/** Called with the answer, as the handler of `convo.ask()` is: it can go to another thread, or repeat the question. */
	onAnswer?: (answer: TapbackAnswer, convo: BotkitDialogWrapper, bot: BotWorker, message: BotkitMessage) => unknown;
}

type Template = Parameters<BotkitConversation['addQuestion']>[0];

/** Core checks the value of these options. Only `null` is refused here, because core treats `null` as left out. */
const checkedByCore = z.custom<unknown>((value) => value !== null, 'is null. Leave it out for the default');
const wordOrList = z.custom<unknown>(
	(value) => typeof value === 'string' || Array.isArray(value),
	'must be wait, end, or a list of reactions',
);
const optionsSchema = z
	.object({
		key: text.optional(),
		thread: text.optional(),
		onAnswer: functionOf<NonNullable<AskForTapbackOptions['onAnswer']>>().optional(),
		answers: mapOfTexts.optional(),
		yes: checkedByCore,
		no: checkedByCore,
		choices: checkedByCore,
		other: wordOrList.optional(),
		from: checkedByCore,
		quorum: z
			.union([z.string(), z.object({ yes: checkedByCore, no: checkedByCore }).strict()], {
				errorMap: () => ({ message: 'must be first, everyone, or say how many must agree: { yes: 2 }' }),
			})
			.optional(),
		reconsiderMs: checkedByCore,
		deadlineMs: checkedByCore,
		text: checkedByCore,
		yesWords: checkedByCore,
		noWords: checkedByCore,
	} satisfies Record<keyof AskForTapbackOptions, z.ZodTypeAny>)
	.strict();

function checkQuestion(question: unknown): void {
	const isQuestion = text.safeParse(question).success || (typeof question === 'object' && question !== null && !Array.isArray(question));
	if (!isQuestion) throw wrongOption('question', 'must be a text that is not empty, or a message template', 'askForTapback()');
}

/**
 * Adds a question to a conversation, as `convo.ask()` does. A tapback on the question answers it, too: 👍 or 👎. A text of the
 * person who was asked answers it as usual.
 * @throws TapbackError INVALID_INPUT for a wrong option
 */
export function askForTapback(convo: BotkitConversation, question: Template, options: AskForTapbackOptions = {}): BotkitConversation {
	checkCall('askForTapback()', objectOf(optionsSchema), options);
	checkQuestion(question);
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
