import { randomUUID } from 'node:crypto';

import type { BotWorker, BotkitMessage } from 'botkit';
import { z } from 'zod';

import { isSameAddress, type TapbackEvent } from '../../../core/index.ts';

import { wordOf } from './reaction.mts';
import type { Sent } from './sent.mts';

/**
 * What a question that waits for a tapback is known by. It goes along in the question's own channelData, which Botkit
 * keeps with the dialog: so it outlives the process wherever the conversation does.
 */
export interface Question {
	/** What a tapback means as an answer. */
	answers: Record<string, string>;
	/** Who may answer by a tapback: `asked`, `anyone`, or addresses with commas between: Botkit breaks on a list here. */
	from: string;
	timeoutMs?: number;
	/** Of this asking, among all. */
	askedAs?: string;
	/** The id that the adapter gave the question. */
	messageId?: string;
}

/** Where it stands in channelData. */
export const QUESTION_FIELD = 'tapbackQuestion';

/** Botkit's type of the event by which a question gives up. */
export const TIMEOUT = 'tapback_timeout';

/** What then stands in place of an answer. */
export const NO_ANSWER = 'timeout';

/** As it comes back from a dialog's state, or a storage. */
export const questionSchema = z.object({
	answers: z.record(z.string(), z.string()),
	from: z.string(),
	timeoutMs: z.number().optional(),
	askedAs: z.string().optional(),
	messageId: z.string().optional(),
});

const promptSchema = z.object({
	options: z.object({
		prompt: z.object({ text: z.string().optional().catch(undefined), channelData: z.object({ [QUESTION_FIELD]: questionSchema }) }),
	}),
});

/** Notes the id of a question that was sent, for the dialog's own record of it. */
export function noteSent({ id, activity }: Sent): Question | undefined {
	const { data } = questionSchema.safeParse(activity.channelData?.[QUESTION_FIELD]);
	if (data === undefined) return undefined;
	const noted = { ...data, askedAs: randomUUID(), messageId: id };
	// The dialog keeps the same channelData, and Botkit writes it at the end of the turn.
	activity.channelData[QUESTION_FIELD] = noted;
	return noted;
}

/** Whether a tapback answers the question that its conversation waits with; its meaning becomes the activity's text. */
export function answersQuestion(bot: BotWorker, message: BotkitMessage): boolean {
	const pending = pendingQuestion(bot);
	const { tapback } = message;
	if (pending === undefined || tapback === undefined || tapback.action !== 'added') return false;
	const answer = pending.question.answers[wordOf(tapback)];
	if (answer === undefined || !isOnQuestion(tapback, pending) || !isAllowed(pending.question.from, tapback.actor)) return false;
	message.incoming_message.text = answer;
	return true;
}

/** Whether the conversation still waits with this question; then its activity ends the wait. */
export function endsQuestion(bot: BotWorker, message: BotkitMessage, askedAs: string): boolean {
	if (pendingQuestion(bot)?.question.askedAs !== askedAs) return false;
	message.incoming_message.text = NO_ANSWER;
	return true;
}

/** Whether somebody else than who was asked answers by this tapback: it belongs into the conversation of who was asked. */
export function isAnswerOfOther(event: TapbackEvent, { answers, from }: Question): boolean {
	return from !== 'asked' && answers[wordOf(event)] !== undefined && isAllowed(from, event.actor);
}

interface Pending {
	question: Question;
	text: string | undefined;
}

function pendingQuestion(bot: BotWorker): Pending | undefined {
	const dialogContext = bot.getConfig('dialogContext');
	const { data } = promptSchema.safeParse(dialogContext?.activeDialog?.state);
	if (data === undefined) return undefined;
	// A conversation of an earlier process that this one doesn't have: going on with it would end the process.
	if (dialogContext.dialogs.find(dialogContext.activeDialog.id) === undefined) return undefined;
	const { text, channelData } = data.options.prompt;
	return { question: channelData[QUESTION_FIELD], text };
}

/** By its id; a tapback that came as text quotes it, and must quote it whole. */
function isOnQuestion({ messageId, target }: TapbackEvent, { question, text }: Pending): boolean {
	if (messageId !== null) return messageId === question.messageId;
	return target !== null && text !== undefined && target.text.trim() === text.trim();
}

/** The conversation is kept by the user, so whose turn it is has been asked. */
function isAllowed(from: string, actor: string | null): boolean {
	if (from === 'anyone') return true;
	if (actor === null) return false;
	return from === 'asked' || from.split(',').some((one) => isSameAddress(one, actor));
}
