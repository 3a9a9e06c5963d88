import type { HintKey } from '../model/hints';
import { describeReaction, type InboundReaction, type Reaction } from '../model/reaction';
import type { SendCommand } from '../providers/reactions';

/**
 * The outcome of a command. `applied`: the provider confirmed it. `accepted`: the provider will execute it. `unchanged`: the
 * tapback was there, or gone, already. `skipped`: the provider doesn't support it, and the user chose to skip. `unknown`: no
 * trustworthy response arrived, and a repeat could do harm.
 */
export type Outcome = 'applied' | 'accepted' | 'unchanged' | 'skipped' | 'unknown';

/** A command, and what became known about its effect. */
export interface SendResult {
	command: SendCommand;
	outcome: Outcome;
	/** Why the outcome is `skipped` or `unknown`, or which other tapback was found in place of the one to remove. */
	reason?: string;
	/** What the user can do, if each host words it itself. */
	hintKey?: HintKey;
	/** The tapback that was replaced or removed, if it is known. */
	previous?: Reaction;
	reactionId?: string;
	traceId?: string;
}

/** Formats the reason of a removal that found another tapback of ours; `undefined` if it found none. */
export function otherTapbackReason({ reaction }: SendCommand, [other]: readonly InboundReaction[]): string | undefined {
	return other && `Your tapback there is ${describeReaction(other)}, not ${describeReaction(reaction)}, so there was nothing to remove.`;
}

/** Returns the removed tapback. An emoji has the spelling that was on the message. */
export function removedReaction(found: InboundReaction, { reaction }: SendCommand): Reaction {
	return found.type === 'emoji' ? found : reaction;
}
