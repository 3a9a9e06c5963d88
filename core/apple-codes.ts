import { CLASSIC_REACTIONS, type EventAction, type InboundReaction } from './vocabulary';

const ADDED = 2000;
const REMOVED = 3000;
const EMOJI = 6;
const STICKER = 7;

/**
 * Apple's `associated_message_type` as a tapback: 2000–2007 added, 3000–3007 removed.
 * `emoji` is the `associated_message_emoji` that comes with 2006 and 3006.
 * `undefined` for everything that is no tapback (1000 a placed sticker, 4000 a poll vote) or that lacks its emoji.
 * Source: the message variants of ReagentX/imessage-exporter.
 */
export function fromAppleCode(code: number, emoji?: string): { action: EventAction; reaction: InboundReaction } | undefined {
	const action = code >= REMOVED ? 'removed' : 'added';
	const reaction = reactionOfOffset(code - (action === 'removed' ? REMOVED : ADDED), emoji);
	return reaction && { action, reaction };
}

/** The inverse of `fromAppleCode`; `undefined` for a reaction Apple has no code for. */
export function toAppleCode(action: EventAction, reaction: InboundReaction): number | undefined {
	const offset = offsetOfReaction(reaction);
	return offset === undefined ? undefined : (action === 'removed' ? REMOVED : ADDED) + offset;
}

function reactionOfOffset(offset: number, emoji: string | undefined): InboundReaction | undefined {
	if (offset === STICKER) return { type: 'sticker' };
	if (offset === EMOJI) return emoji ? { type: 'emoji', emoji } : undefined;
	const type = CLASSIC_REACTIONS[offset];
	return type && { type };
}

function offsetOfReaction(reaction: InboundReaction): number | undefined {
	switch (reaction.type) {
		case 'unknown':
			return undefined;
		case 'emoji':
			return EMOJI;
		case 'sticker':
			return STICKER;
		default:
			return CLASSIC_REACTIONS.indexOf(reaction.type);
	}
}
