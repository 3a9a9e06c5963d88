import { aboutMessage, aboutTapback, type About } from './about.mts';
import { freshUuid } from './ids.mts';
import { MOST_CONVERSATIONS, requireRoom, requireShort } from './limits.mts';
import type { Conversation, Line, Message, Tapback } from './message.mts';
import { glyphOf, type Reaction, type Side } from './reaction.mts';

/** Maximum number of messages of an account, and of other rows that belong to messages. */
export const MESSAGE_CAPACITY = 10_000;
/** Maximum length of all texts of an account together. */
const MOST_MESSAGE_CHARACTERS = 20_000_000;

/** The customer's data at a vendor: lines, conversations, messages, oldest first. */
export interface Account {
	lines: Line[];
	conversations: Conversation[];
	messages: Message[];
	/** Called for each new message, and for each message whose tapbacks change. */
	messageChanged(message: Message): void;
	/** Called for each event, before the vendor sends its webhooks. */
	happened?(about: About): void;
}

/** A change of the live set of one message. `tapback` was added or removed. */
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

/** The length of all messages of a list together. */
const heldBy = new WeakMap<Message[], number>();

/** Adds a message at the end. Beyond 10,000 messages, or 20 million characters, the oldest are removed. */
export function addMessage(account: Account, message: Message): void {
	const { messages } = account;
	let held = heldBy.get(messages) ?? messages.reduce((sum, one) => sum + charactersOf(one), 0);
	messages.push(message);
	held += charactersOf(message);
	while (messages.length > MESSAGE_CAPACITY || (held > MOST_MESSAGE_CHARACTERS && messages.length > 1)) {
		const oldest = messages.shift();
		if (oldest) held -= charactersOf(oldest);
	}
	heldBy.set(messages, held);
	account.happened?.(aboutMessage(message));
	account.messageChanged(message);
}

function charactersOf({ parts }: Message): number {
	return parts.reduce((sum, part) => sum + (part.type === 'text' ? part.text : part.url).length, 0);
}

/** Places a tapback by Apple's rule: one tapback per message, part and actor. A new one replaces it, the same one changes nothing. */
export function placeTapback(account: Account, message: Message, wish: TapbackWish): TapbackChange {
	const previous = findTapback(message, wish.partIndex, wish.actor);
	const emoji = glyphOf(wish.reaction, wish.emoji);
	if (previous?.reaction === wish.reaction && previous.emoji === emoji) {
		return { kind: 'unchanged', message, tapback: previous, previous };
	}
	const { partIndex, from, actor, reaction, at } = wish;
	const tapback: Tapback = { id: freshUuid(), partIndex, from, actor, reaction, emoji, at };
	message.tapbacks = [...message.tapbacks.filter((live) => live !== previous), tapback];
	if (previous) account.happened?.(aboutTapback('removed', message, previous));
	account.happened?.(aboutTapback('added', message, tapback));
	account.messageChanged(message);
	return { kind: previous ? 'replaced' : 'added', message, tapback, previous };
}

/** Removes the actor's tapback from a part. With `expected`, only if it is this one, as on the phone. */
export function liftTapback(
	account: Account,
	message: Message,
	target: { partIndex: number; actor: string; expected?: { reaction: Reaction; emoji?: string } },
): TapbackChange {
	const live = findTapback(message, target.partIndex, target.actor);
	const { expected } = target;
	const matches =
		expected === undefined || (live?.reaction === expected.reaction && live.emoji === glyphOf(expected.reaction, expected.emoji));
	if (!live || !matches) return { kind: 'unchanged', message, tapback: undefined, previous: live };
	message.tapbacks = message.tapbacks.filter((entry) => entry !== live);
	account.happened?.(aboutTapback('removed', message, live));
	account.messageChanged(message);
	return { kind: 'removed', message, tapback: live, previous: live };
}

/** The conversation between a line and one person. Opens one over iMessage if there is none. */
export function conversationWith(
	account: Account,
	{ line, participant, newId }: { line: string; participant: string; newId: () => string },
): { conversation: Conversation; isNew: boolean } {
	const found = account.conversations.find(
		({ line: own, isGroup, participants }) => !isGroup && own === line && participants[0] === participant,
	);
	if (found) return { conversation: found, isNew: false };
	requireRoom(account.conversations.length, MOST_CONVERSATIONS, 'conversations');
	requireShort(participant, 'The name of the recipient');
	const conversation: Conversation = { id: newId(), line, participants: [participant], isGroup: false, service: 'iMessage' };
	account.conversations.push(conversation);
	return { conversation, isNew: true };
}

export function findTapback(message: Message, partIndex: number, actor: string): Tapback | undefined {
	return message.tapbacks.find((live) => live.partIndex === partIndex && live.actor === actor);
}

export function findMessage(account: Account, id: string): Message | undefined {
	// From the end, because most calls are about new messages.
	return account.messages.findLast((message) => message.id === id);
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
