import type { Message, Tapback } from './message.mts';
import type { Reaction, Side } from './reaction.mts';

/** What an API call did, or a webhook reports, in words that are the same for all vendors. */
export interface About {
	event: 'message' | 'added' | 'removed';
	from: Side;
	/** The phone number of the person who wrote or tapped. */
	actor: string;
	/** Of a tapback. */
	reaction: Reaction | null;
	/** The glyph; null for a sticker, and for a message. */
	emoji: string | null;
	messageId: string;
	partIndex: number;
}

/** A new message. */
export function aboutMessage({ id, from, author }: Message): About {
	return { event: 'message', from, actor: author, reaction: null, emoji: null, messageId: id, partIndex: 0 };
}

/** A tapback was added or removed. */
export function aboutTapback(event: 'added' | 'removed', { id }: Message, { from, actor, reaction, emoji, partIndex }: Tapback): About {
	return { event, from, actor, reaction, emoji, messageId: id, partIndex };
}
