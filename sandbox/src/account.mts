import { freshUuid } from './ids.mts';
import { glyphOf, type Reaction, type Service, type Side } from './vocabulary.mts';

/** One bubble of a message. */
export type Part = { type: 'text'; text: string } | { type: 'image'; url: string };

/** A tapback that stands on a message now. */
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

/** What a vendor knows of its customer: lines, conversations, messages, oldest first. */
export interface Account {
	lines: Line[];
	conversations: Conversation[];
	messages: Message[];
}

/** What happened to the live set of one message. `tapback` is what was placed or taken away. */
export interface TapbackChange {
	kind: 'added' | 'replaced' | 'unchanged' | 'removed';
	message: Message;
	tapback: Tapback | undefined;
	previous: Tapback | undefined;
}

export interface TapbackWish {
	partIndex: number;
	from: Side;
	actor: string;
	reaction: Reaction;
	emoji?: string;
	at: string;
}

/** Places a tapback by Apple's rule: one live tapback per (message, part, actor); a new one replaces, the same changes nothing. */
export function placeTapback(message: Message, wish: TapbackWish): TapbackChange {
	const previous = findTapback(message, wish.partIndex, wish.actor);
	const emoji = glyphOf(wish.reaction, wish.emoji);
	if (previous?.reaction === wish.reaction && previous.emoji === emoji) {
		return { kind: 'unchanged', message, tapback: previous, previous };
	}
	const { partIndex, from, actor, reaction, at } = wish;
	const tapback: Tapback = { id: freshUuid(), partIndex, from, actor, reaction, emoji, at };
	message.tapbacks = [...message.tapbacks.filter((live) => live !== previous), tapback];
	return { kind: previous ? 'replaced' : 'added', message, tapback, previous };
}

/** Takes the actor's tapback from a part. With `expected`, only if it is that one: naming another is a no-op, as on the phone. */
export function liftTapback(
	message: Message,
	target: { partIndex: number; actor: string; expected?: { reaction: Reaction; emoji?: string } },
): TapbackChange {
	const live = findTapback(message, target.partIndex, target.actor);
	const { expected } = target;
	const matches =
		expected === undefined || (live?.reaction === expected.reaction && live.emoji === glyphOf(expected.reaction, expected.emoji));
	if (!live || !matches) return { kind: 'unchanged', message, tapback: undefined, previous: live };
	message.tapbacks = message.tapbacks.filter((entry) => entry !== live);
	return { kind: 'removed', message, tapback: live, previous: live };
}

export function findTapback(message: Message, partIndex: number, actor: string): Tapback | undefined {
	return message.tapbacks.find((live) => live.partIndex === partIndex && live.actor === actor);
}

export function findMessage(account: Account, id: string): Message | undefined {
	return account.messages.find((message) => message.id === id);
}

export function findConversation(account: Account, id: string): Conversation | undefined {
	return account.conversations.find((conversation) => conversation.id === id);
}

/** The text parts of a message, joined as vendors with a single `body` join them. */
export function messageText(message: Message): string {
	return message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

/** The image addresses of a message. */
export function messageImages(message: Message): string[] {
	return message.parts.flatMap((part) => (part.type === 'image' ? [part.url] : []));
}
