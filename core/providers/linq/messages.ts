import { z } from 'zod';

import type { ProviderResponse, HttpRequest } from '../../http/types';
import { UUID } from '../../model/formats';
import { type Medium, type MessageReceipt, type ParsedMessage, addressMissing, noMessageId, outcomeOfStatus } from '../../model/message';
import { isoTime } from '../../model/time';
import { type JsonObject, readArray, readObject, readBoolean, readIndex, readString } from '../../model/payload';
import type { MessageCodec, MessageCommand } from '../messages';
import { lazily, optionalText } from '../schema';
import { MESSAGE_ERROR_RULES } from './errors';
import { ROOT } from './reactions';

export const MESSAGE_EVENT = 'message.received';

export const linqMessages: MessageCodec = {
	addressedBy: 'either',
	longestText: 10_000,
	mostMedia: 40,
	errorRules: MESSAGE_ERROR_RULES,
	build: buildMessage,
	parse: parseSent,
	parseMessage,
};

const sentSchema = lazily(() => z.object({ id: optionalText, delivery_status: optionalText }).optional().catch(undefined));

const messageAnswerSchema = lazily(() =>
	z
		.object({
			chat_id: optionalText,
			message: sentSchema,
			chat: z.object({ id: optionalText, message: sentSchema }).optional().catch(undefined),
			trace_id: optionalText,
		})
		.catch({}),
);

/** With a key a repeat is harmless: the SDK documents for all three requests that it sends nothing twice. */
function buildMessage(command: MessageCommand): HttpRequest {
	const { text, mediaUrls, conversationId, to, line, key } = command;
	const texts = text === '' ? [] : [{ type: 'text', value: text }];
	const message = {
		parts: [...texts, ...mediaUrls.map((url) => ({ type: 'media', url }))],
		...(key === undefined ? {} : { idempotency_key: key }),
	};
	const request = { method: 'POST', idempotent: key !== undefined } as const;
	if (conversationId !== undefined && UUID.pattern.test(conversationId)) {
		return { ...request, path: `${ROOT}/chats/${encodeURIComponent(conversationId)}/messages`, body: { message } };
	}
	if (to === undefined) throw addressMissing('Linq', 'to', 'Give the id of the conversation, which is a UUID, or a phone number.');
	// Without a line, Linq chooses one, and prefers the line that has the conversation.
	if (line === undefined) return { ...request, path: `${ROOT}/messages`, body: { to: [to], message } };
	return { ...request, path: `${ROOT}/chats`, body: { from: line, to: [to], message } };
}

function parseSent({ json }: ProviderResponse): MessageReceipt {
	const { chat_id: chatId, message, chat, trace_id: traceId } = messageAnswerSchema.parse(json);
	const sent = message ?? chat?.message;
	if (sent?.id === undefined) throw noMessageId('Linq');
	return {
		outcome: outcomeOfStatus('Linq', sent.delivery_status),
		messageId: sent.id,
		conversationId: chatId ?? chat?.id ?? null,
		traceId,
	};
}

function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = readObject(payload);
	if (event.event_type !== MESSAGE_EVENT && event.event_type !== 'message.sent') return undefined;
	const data = readObject(event.data);
	const messageId = readString(data.id);
	const parts = readArray(data.parts).map(readObject);
	const text = parts.flatMap((part) => (part.type === 'media' ? [] : (readString(part.value) ?? []))).join('\n');
	const media = parts.flatMap((part) => (part.type === 'media' ? (mediumOf(part) ?? []) : []));
	if (messageId === undefined || (text === '' && media.length === 0)) return undefined;
	const chat = readObject(data.chat);
	const sender = readObject(data.sender_handle);
	const person = readString(sender.handle) ?? null;
	const isFromMe = readBoolean(sender.is_me) ?? data.direction === 'outbound';
	const isGroup = readBoolean(chat.is_group);
	return {
		eventId: readString(event.event_id) ?? messageId,
		messageId,
		text,
		media,
		actor: person,
		isFromMe,
		conversationId: readString(chat.id) ?? null,
		isGroup: isGroup ?? false,
		// Only the conversation's id can address a group, or a conversation that may be a group.
		returnAddress: isGroup === false && !isFromMe ? person : null,
		service: readString(data.service) ?? null,
		line: readString(readObject(chat.owner_handle).handle) ?? null,
		replyTo: repliedTo(readObject(data.reply_to)),
		occurredAt: isoTime(readString(data.sent_at) ?? readString(event.created_at)),
	};
}

function mediumOf(part: JsonObject): Medium | undefined {
	const url = readString(part.url);
	return url === undefined ? undefined : { url, contentType: readString(part.mime_type) ?? null };
}

function repliedTo(reply: JsonObject): ParsedMessage['replyTo'] {
	const messageId = readString(reply.message_id);
	return messageId === undefined ? null : { messageId, partIndex: readIndex(reply.part_index) ?? null };
}
