import type { HintKey } from '../model/hints';
import { describeReaction, type InboundReaction, type Reaction } from '../model/reaction';
import type { SendCommand } from '../providers/reactions';

/**
 * `applied`: the provider confirmed it. `accepted`: the provider took the request and will do it. `unchanged`: the
 * tapback was there, or gone, already. `skipped`: not supported, and the user chose to skip. `unknown`: no trustworthy
 * response came, and a repeat could do harm.
 */
export type Outcome = 'applied' | 'accepted' | 'unchanged' | 'skipped' | 'unknown';

export interface SendResult {
	command: SendCommand;
	outcome: Outcome;
	/** Why it was skipped or is unknown, or which other tapback is there instead of the one to remove. */
	reason?: string;
	/** What to do about the reason, in the host's words. */
	hintKey?: HintKey;
	previous?: Reaction;
	reactionId?: string;
	traceId?: string;
}

/** The reason of a removal that found another tapback of ours in the place of the named one; `undefined` if it found none. */
export function otherTapbackReason({ reaction }: SendCommand, [other]: readonly InboundReaction[]): string | undefined {
	return other && `Your tapback there is ${describeReaction(other)}, not ${describeReaction(reaction)}, so there was nothing to remove.`;
}

/** The removed tapback in the spelling that was on the message. */
export function removedReaction(found: InboundReaction, { reaction }: SendCommand): Reaction {
	return found.type === 'emoji' ? found : reaction;
}
