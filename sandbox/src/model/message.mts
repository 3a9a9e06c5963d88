import type { Reaction, Service, Side } from './reaction.mts';

/** One bubble of a message. */
export type Part = { type: 'text'; text: string } | { type: 'image'; url: string };

/** A current tapback on a message. */
export interface Tapback {
	id: string;
	partIndex: number;
	from: Side;
	actor: string;
	reaction: Reaction;
	/** The glyph, of the classic six too; null for a sticker. */
	emoji: string | null;
	/** ISO 8601 */
	at: string;
}

export interface Line {
	id: string;
	number: string;
	name: string;
}

export interface Conversation {
	id: string;
	/** The number of the line. */
	line: string;
	participants: string[];
	isGroup: boolean;
	service: Service;
}

export interface Message {
	id: string;
	conversationId: string;
	line: string;
	from: Side;
	author: string;
	service: Service;
	parts: Part[];
	sentAt: string;
	tapbacks: Tapback[];
	replyTo?: string;
}
