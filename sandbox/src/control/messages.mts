import { addMessage, findConversation, findMessage } from '../model/account.mts';
import { isRecord, textOf } from '../model/json.mts';
import type { Conversation, Message, Part } from '../model/message.mts';
import type { Provider } from '../providers/provider.mts';
import { SERVICES, type Service, type Side } from '../model/reaction.mts';
import { ControlError } from './control-error.mts';

export interface MessageInput {
	/** Default: the seeded 1:1 conversation. */
	conversationId?: string;
	from: Side;
	/** Short for one text part. */
	text?: string;
	parts?: Part[];
	/** Default: the conversation's. */
	service?: Service;
	/** Default: the first participant, or the line. */
	author?: string;
}

/** Adds a message to the phone. The vendor sends its webhooks. */
export function postMessage(provider: Provider, input: MessageInput, now: number): Message {
	const { account } = provider;
	const conversation = pickConversation(provider, input.conversationId);
	const { from } = input;
	if (from !== 'human' && from !== 'agent') throw new ControlError(400, '"from" must be "human" or "agent".');
	const service = input.service ?? conversation.service;
	if (!SERVICES.includes(service)) throw new ControlError(400, `"service" must be one of: ${SERVICES.join(', ')}.`);
	const message: Message = {
		id: provider.newMessageId(),
		conversationId: conversation.id,
		line: conversation.line,
		from,
		author: pickAuthor(conversation, input),
		service,
		parts: parseParts(input),
		sentAt: new Date(now).toISOString(),
		tapbacks: [],
	};
	addMessage(account, message);
	provider.messagePosted(message);
	return message;
}

/** Finds a message. Throws a ControlError (404). */
export function messageById(provider: Provider, id: unknown): Message {
	const message = typeof id === 'string' ? findMessage(provider.account, id) : undefined;
	if (!message) {
		throw new ControlError(404, `There is no message "${String(id)}" here. GET /control/<provider>/messages lists them.`);
	}
	return message;
}

function pickConversation({ account }: Provider, id: string | undefined): Conversation {
	const conversation = id === undefined ? account.conversations[0] : findConversation(account, id);
	if (!conversation) {
		const known = account.conversations.map((entry) => entry.id).join(', ');
		throw new ControlError(404, `There is no conversation "${String(id)}". Use one of: ${known}.`);
	}
	return conversation;
}

function pickAuthor(conversation: Conversation, { from, author }: MessageInput): string {
	if (from === 'agent') return conversation.line;
	if (author === undefined) return conversation.participants[0] ?? conversation.line;
	if (conversation.participants.includes(author)) return author;
	throw new ControlError(422, `"${author}" is not in this conversation. Use one of: ${conversation.participants.join(', ')}.`);
}

function parseParts({ text, parts }: MessageInput): Part[] {
	if (parts === undefined) {
		if (textOf(text) === undefined) throw new ControlError(400, 'A message needs "text", or "parts" with at least one part.');
		return [{ type: 'text', text: String(text) }];
	}
	if (!Array.isArray(parts) || parts.length === 0) throw new ControlError(400, '"parts" must be an array of at least one part.');
	return parts.map(parsePart);
}

function parsePart(part: unknown, index: number): Part {
	if (isRecord(part)) {
		const text = textOf(part.text);
		const url = textOf(part.url);
		if (part.type === 'text' && text !== undefined) return { type: 'text', text };
		if (part.type === 'image' && url !== undefined) return { type: 'image', url };
	}
	throw new ControlError(400, `"parts[${index}]" must be {"type":"text","text":…} or {"type":"image","url":…}.`);
}
