import type { HintTexts } from '../model/hints';
import { flatReaction, type Action, type ReactionName } from '../model/reaction';
import type { Outcome, SendResult } from './outcome';
import type { ReadTapback } from './read';

/** A command and its outcome, the same for every provider and host. */
export interface TapbackResult {
	provider: string;
	operation: Action;
	messageId: string;
	partIndex: number | null;
	reaction: ReactionName;
	/** The glyph, also of the classic six. */
	emoji: string | null;
	outcome: Outcome;
	/** Why the outcome is `skipped` or `unknown`, or which other tapback was found in place of the one to remove. */
	reason?: string;
	/** The tapback that was replaced or removed; `null` if there was none, or it isn't known. */
	previous: { reaction: ReactionName; emoji: string | null } | null;
	reactionId: string | null;
	traceId: string | null;
}

/** Formats the result of a command. `words` are the host's sentences for hints. */
export function formatResult(provider: string, result: SendResult, words: HintTexts): TapbackResult {
	const { command, outcome, reason, hintKey, previous, reactionId, traceId } = result;
	return {
		provider,
		operation: command.action,
		messageId: command.messageId,
		partIndex: command.partIndex ?? null,
		...flatReaction(command.reaction),
		outcome,
		...(reason === undefined ? {} : { reason: hintKey ? `${reason} ${words[hintKey]}` : reason }),
		previous: previous ? flatReaction(previous) : null,
		reactionId: reactionId ?? null,
		traceId: traceId ?? null,
	};
}

/** A current tapback, the same for every provider and host. */
export interface ReadResult extends Omit<ReadTapback, 'reaction'> {
	provider: string;
	reaction: ReactionName;
	/** The glyph, also of the classic six; `null` for a sticker and for an unknown reaction. */
	emoji: string | null;
}

/** Formats a current tapback for hosts. */
export function formatReadTapback(provider: string, { reaction, ...tapback }: ReadTapback): ReadResult {
	return { provider, ...flatReaction(reaction), ...tapback };
}
