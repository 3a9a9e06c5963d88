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

/** What a question is asked with. */
export interface Asked {
	rules: AskRules;
	/** Who was asked may answer, and nobody else: who that is, is known once the question is sent. */
	isForAsked: boolean;
	/** Texts of other people are answers, too; of who was asked they are without it. */
	acceptsTextOfOthers: boolean;
	/** What the conversation keeps for a reaction. */
	answers: Record<string, string>;
}

/** Where it stands in the question's channelData, which Botkit keeps with the dialog. */
export const ASKED_FIELD = 'tapbackQuestion';

/** As JSON, because Botkit breaks on lists here. `key` is added when it is sent. */
export const askedFieldSchema = z.object({ asked: z.string(), key: z.string().optional() });

export type AskedField = z.output<typeof askedFieldSchema>;

export interface AskedOptions extends Omit<AskOptions, 'from'> {
	/** Who may answer: who was asked (the default), anyone in the conversation, or these people. */
	from?: 'asked' | 'anyone' | readonly string[];
	/**
	 * What the conversation keeps for a reaction, in place of `yes`, `no` or the reaction itself. One that is neither yes
	 * nor no is an answer by standing here.
	 */
	answers?: Readonly<Record<string, string>>;
}

/** Stands for who was asked, until that is known. */
const WHO_WAS_ASKED = ['asked@tapback.invalid'];

/** @throws TapbackError INVALID_INPUT */
export function checkAsked({ from = 'asked', answers = {}, text, other, ...options }: AskedOptions): Asked {
	const isForAsked = from === 'asked';
	const named = checkNames(Object.keys(answers));
	const rules = checkAskOptions({
		...options,
		from: isForAsked ? WHO_WAS_ASKED : from,
		// What is written to a bot that asked is an answer, as ever.
		text: text ?? 'any',
		other: other === undefined || other === 'wait' ? named : typeof other === 'string' ? other : [...other, ...named],
	});
	return { rules, isForAsked, acceptsTextOfOthers: text !== undefined, answers: { ...answers } };
}

function checkNames(names: string[]): string[] {
	const stray = names.find((name) => !isClassicReaction(name) && !isSingleEmoji(name));
	if (stray === undefined) return names;
	const says = `has “${stray}”. Each must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`;
	throw new TapbackError('INVALID_INPUT', `The option answers ${says}.`, { field: 'answers' });
}

export function formatAsked(asked: Asked): AskedField {
	return { asked: JSON.stringify(asked) };
}

/** Written by `formatAsked`, and read from a dialog's state. */
export function parseAsked({ asked }: AskedField): Asked {
	return JSON.parse(asked);
}

/** The question as it goes out, to somebody in a conversation. */
export function ask(
	{ rules, isForAsked }: Asked,
	to: { user: string | undefined; conversationId: string | undefined; messageId: string | undefined; text: string | undefined },
): Question {
	const from = isForAsked ? (to.user === undefined ? ('anyone' as const) : [plainAddress(to.user)]) : rules.from;
	return openQuestion({ ...rules, from }, to, Date.now());
}

/** Of a text that a conversation took without the plugin. */
export function answerByText(asked: Asked, text: string): { result: AskResult; value: string } {
	const choices = asked.rules.choices.map((choice) => ({ ...choice, needed: 1 }));
	const rules = { ...asked.rules, choices, from: 'anyone', reconsiderMs: 0, text: 'any' } as const;
	const now = Date.now();
	const message = { eventId: '', text, actor: '', isFromMe: false, conversationId: '', replyTo: null, occurredAt: null };
	const event = { type: 'message', message: { ...message, receivedAt: new Date(now).toISOString() } } as const;
	const { state } = applyEvent(openQuestion(rules, { conversationId: '' }, now), event, now);
	return { result: state.state === 'settled' ? state.result : NOTHING_SAID, value: text };
}

/** A picture, say. */
const NOTHING_SAID: AskResult = { ...NO_ANSWER_RESULT, timedOut: false };

/** What then stands in place of an answer. */
const NO_ANSWER = 'timeout';

/** What the conversation keeps of a result: `yes`, `no`, the text, `timeout`, or what the options say for the reaction. */
export function valueOf({ answers }: Pick<Asked, 'answers'>, { choice, reaction, emoji, text, timedOut }: AskResult): string {
	if (timedOut) return NO_ANSWER;
	if (reaction === null) return text ?? '';
	const kind = { reaction, emoji };
	const own = answers[wordOf(kind)] ?? Object.entries(answers).find(([word]) => fitsReaction(word, kind))?.[1];
	return own ?? choice ?? wordOf(kind);
}
