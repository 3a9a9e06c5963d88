import type { BotkitMessage } from 'botkit';
import { z } from 'zod';

import { TapbackError, isClassicReaction, isSameEmoji, isSingleEmoji, type Provider } from '../../../../core/index.ts';
import type { ReactionInput } from './reaction.mts';

/** The option `acknowledge`: a reaction to every received message, or a function that chooses one for each. */
export type Acknowledge = ReactionInput | ChooseReaction | AcknowledgeOptions;

/** Chooses the reaction to a message; `undefined` for none. */
export type ChooseReaction = (message: BotkitMessage) => ReactionInput | undefined | Promise<ReactionInput | undefined>;

/** The option `acknowledge` with its settings. */
export interface AcknowledgeOptions {
	reaction: ReactionInput | ChooseReaction;
	/** Removes the tapback when the bot has answered in the same turn. Default `false`. */
	untilReply?: boolean;
}

export interface Acknowledgement {
	choose: ChooseReaction;
	untilReply: boolean;
}

const choiceSchema = z.union([z.string(), z.custom<ChooseReaction>((value) => typeof value === 'function')]);
const acknowledgeSchema = z.union([
	choiceSchema,
	z.object({ reaction: choiceSchema, untilReply: z.custom<boolean>((value) => typeof value === 'boolean').optional() }).strict(),
]);

/** @throws TapbackError INVALID_INPUT, also if the provider can't do it, because otherwise it would fail for every message */
export function checkAcknowledge(provider: Provider, given: unknown): Acknowledgement | undefined {
	if (given === undefined) return undefined;
	const { data } = acknowledgeSchema.safeParse(given);
	if (data === undefined) throw wrong('must be a reaction, a function, or { reaction, untilReply }');
	const { reaction, untilReply = false } = typeof data === 'object' ? data : { reaction: data };
	const { remove, sendEmoji } = provider.capabilities;
	if (untilReply && remove.level === 'no') throw wrong(`can’t have untilReply: ${remove.reason}`);
	if (typeof reaction === 'function') return { choose: reaction, untilReply };
	if (!isClassicReaction(reaction)) {
		if (!isSingleEmoji(reaction)) throw wrong('must be love, like, dislike, laugh, emphasize, question, or exactly one emoji');
		const isListed = provider.sendableEmoji?.some((one) => isSameEmoji(one, reaction)) ?? true;
		if (sendEmoji.level === 'no' || (!isListed && sendEmoji.level === 'partly')) throw wrong(`can’t be ${reaction}: ${sendEmoji.reason}`);
	}
	return { choose: () => reaction, untilReply };
}

function wrong(what: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `tapback(): the option acknowledge ${what}.`, { field: 'acknowledge' });
}
