import { z } from 'zod';

import {
	CLASSIC_REACTIONS,
	NO_ANSWER_RESULT,
	TapbackError,
	applyEvent,
	checkAskOptions,
	fitsReaction,
	isClassicReaction,
	isSingleEmoji,
	openQuestion,
	plainAddress,
	type AskOptions,
	type AskResult,
	type AskRules,
	type Question,
} from '../../../../core/index.ts';
import { wordOf } from '../options/reaction.mts';

/** The checked options of a question. */
export interface Asked {
	rules: AskRules;
	/** Whether only the person who is asked may answer. Who that is, is known after the question is sent. */
	isForAsked: boolean;
	/** Whether texts of other people count. Texts of the person who is asked always do. */
	acceptsTextOfOthers: boolean;
	/** The value that the conversation stores for a reaction. */
	answers: Record<string, string>;
}

/** Key in the question's channelData, which Botkit stores with the dialog. */
export const ASKED_FIELD = 'tapbackQuestion';

/** `asked` is JSON, because Botkit fails on lists here. `key` is added when the question is sent. */
export const askedFieldSchema = z.object({ asked: z.string(), key: z.string().optional() });

export type AskedField = z.output<typeof askedFieldSchema>;

/** Who may answer, and which answers count. */
export interface AskedOptions extends Omit<AskOptions, 'from'> {
	/** Who may answer: the person who was asked (the default), anyone in the conversation, or these addresses. */
	from?: 'asked' | 'anyone' | readonly string[];
	/**
	 * The value that the conversation stores for a reaction, in place of `yes`, `no` or the reaction itself. A reaction that
	 * means neither yes nor no becomes an answer if it is named here.
	 */
	answers?: Readonly<Record<string, string>>;
}

/** Placeholder for the person who was asked, until the person is known. */
const WHO_WAS_ASKED = ['asked@tapback.invalid'];

/** @throws TapbackError INVALID_INPUT */
export function checkAsked({ from = 'asked', answers = {}, text, other, ...options }: AskedOptions): Asked {
	const isForAsked = from === 'asked';
	const named = checkNames(Object.keys(answers));
	const rules = checkAskOptions({
		...options,
		from: isForAsked ? WHO_WAS_ASKED : from,
		// As with `convo.ask()`, any text answers the question by default.
		text: text ?? 'any',
		other: other === undefined || other === 'wait' ? named : typeof other === 'string' ? other : [...other, ...named],
	});
	return { rules, isForAsked, acceptsTextOfOthers: text !== undefined, answers: { ...answers } };
}

function checkNames(names: string[]): string[] {
	const stray = names.find((name) => !isClassicReaction(name) && !isSingleEmoji(name));
	if (stray === undefined) return names;
	const what = `has “${stray}”. Each must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`;
	throw new TapbackError('INVALID_INPUT', `The option answers ${what}.`, { field: 'answers' });
}

export function formatAsked(asked: Asked): AskedField {
	return { asked: JSON.stringify(asked) };
}

/** Reads what `formatAsked` wrote, from a dialog's state. */
export function parseAsked({ asked }: AskedField): Asked {
	return JSON.parse(asked);
}

/** Opens a question that was sent to somebody in a conversation. */
export function ask(
	{ rules, isForAsked }: Asked,
	to: { user: string | undefined; conversationId: string | undefined; messageId: string | undefined; text: string | undefined },
): Question {
	const from = isForAsked ? (to.user === undefined ? ('anyone' as const) : [plainAddress(to.user)]) : rules.from;
	return openQuestion({ ...rules, from }, to, Date.now());
}

/** The answer for a text that a conversation received without the plugin. */
export function answerByText(asked: Asked, text: string): { result: AskResult; value: string } {
	const choices = asked.rules.choices.map((choice) => ({ ...choice, needed: 1 }));
	const rules = { ...asked.rules, choices, from: 'anyone', reconsiderMs: 0, text: 'any' } as const;
	const now = Date.now();
	const message = { eventId: '', text, actor: '', isFromMe: false, conversationId: '', replyTo: null, occurredAt: null };
	const event = { type: 'message', message: { ...message, receivedAt: new Date(now).toISOString() } } as const;
	const { state } = applyEvent(openQuestion(rules, { conversationId: '' }, now), event, now);
	return { result: state.state === 'settled' ? state.result : EMPTY_ANSWER, value: text };
}

/** The answer for a message without text, such as a picture. */
const EMPTY_ANSWER: AskResult = { ...NO_ANSWER_RESULT, timedOut: false };

/** The value of a question that nobody answered in time. */
const NO_ANSWER = 'timeout';

/** The value that the conversation stores for a result: `yes`, `no`, the text, `timeout`, or the value in `answers`. */
export function valueOf({ answers }: Pick<Asked, 'answers'>, { choice, reaction, emoji, text, timedOut }: AskResult): string {
	if (timedOut) return NO_ANSWER;
	if (reaction === null) return text ?? '';
	const kind = { reaction, emoji };
	const own = answers[wordOf(kind)] ?? Object.entries(answers).find(([word]) => fitsReaction(word, kind))?.[1];
	return own ?? choice ?? wordOf(kind);
}
