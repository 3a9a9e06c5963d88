import type { HintTexts } from '../model/hints';
import { flatReaction, type Action, type ReactionName } from '../model/reaction';
import type { ReadTapback } from './read';
import type { Outcome, SendResult } from './send';

/** The command and its outcome, as every host outputs it. */
export interface TapbackResult {
	provider: string;
	operation: Action;
	messageId: string;
	partIndex: number | null;
	reaction: ReactionName;
	/** The glyph, also of the classic six. */
	emoji: string | null;
	outcome: Outcome;
	/** Why it was skipped or is unknown, or which other tapback is there instead of the one to remove. */
	reason?: string;
	/** The tapback that was replaced or removed, where known. */
	previous: { reaction: ReactionName; emoji: string | null } | null;
	reactionId: string | null;
	traceId: string | null;
}

/** `words` are the host's, for hints on a reason. */
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

/** A tapback that is on a message now, as every host outputs it. */
export interface ReadResult extends Omit<ReadTapback, 'reaction'> {
	provider: string;
	reaction: ReactionName;
	/** The glyph, also of the classic six; `null` for a sticker and for an unknown kind. */
	emoji: string | null;
}

export function formatReadTapback(provider: string, { reaction, ...tapback }: ReadTapback): ReadResult {
	return { provider, ...flatReaction(reaction), ...tapback };
}
