import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { ProviderResponse, HttpRequest } from '../../http/types';
import { PHONE_NUMBER, UUID } from '../../model/formats';
import { type Medium, type MessageReceipt, type ParsedMessage, addressMissing, noMessageId, outcomeOfStatus } from '../../model/message';
import { isoTime } from '../../model/time';
import { type JsonObject, readArray, readObject, readBoolean, readString } from '../../model/payload';
import { isOutbound } from '../direction';
import type { MessageCodec, MessageCommand } from '../messages';
import { lazily, optionalText, readAs } from '../schema';
import { MESSAGE_ERROR_RULES } from './errors';

export const MESSAGE_EVENT = 'imessage.received';

export const inkboxMessages: MessageCodec = {
	addressedBy: 'either',
	longestText: 18_995,
	mostMedia: 1,
	errorRules: MESSAGE_ERROR_RULES,
	build: buildMessage,
	parse: parseSent,
	parseMessage,
};

const sentSchema = lazily(() =>
	z.object({
		message: z.object({ id: z.string().min(1), conversation_id: optionalText, status: optionalText }),
	}),
);

/** With a key a repeat is harmless: the SDK repeats after a lost response and after `send_outcome_ambiguous`. */
function buildMessage({ text, mediaUrls, conversationId, to, line, key }: MessageCommand): HttpRequest {
	const content = { ...(text === '' ? {} : { text }), ...(mediaUrls.length === 0 ? {} : { media_urls: mediaUrls }) };
	const request = { method: 'POST', path: '/api/v1/imessage/messages', ...repeatBy(key) } as const;
	if (conversationId !== undefined && UUID.pattern.test(conversationId)) {
		return { ...request, body: { conversation_id: conversationId, ...content } };
	}
	if (to === undefined || !PHONE_NUMBER.pattern.test(to)) {
		throw addressMissing('Inkbox', 'to', 'Give the id of the conversation, which is a UUID, or a phone number.');
	}
	// An admin key must name the identity whose line sends. The key of an identity may omit it.
	return { ...request, ...(line === undefined ? {} : { query: { agent_identity_id: line } }), body: { to, ...content } };
}

/** The key is hashed, because the header takes at most 255 visible ASCII characters. `Prefer` asks for the first response again. */
function repeatBy(key: string | undefined): Pick<HttpRequest, 'idempotent' | 'headers'> {
	if (key === undefined) return { idempotent: false };
	const hash = createHash('sha256').update(key).digest('hex');
	return { idempotent: true, headers: { 'Idempotency-Key': hash, Prefer: 'idempotency-replay' } };
}

function parseSent({ json }: ProviderResponse): MessageReceipt {
	const { message } = readAs(sentSchema, json, () => noMessageId('Inkbox'));
	return {
		outcome: outcomeOfStatus('Inkbox', message.status),
		messageId: message.id,
		conversationId: message.conversation_id ?? null,
	};
}

function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = readObject(payload);
	if (event.event_type !== MESSAGE_EVENT && event.event_type !== 'imessage.sent') return undefined;
	const message = readObject(readObject(event.data).message);
	const messageId = readString(message.id);
	const text = readString(message.content) ?? '';
	const media = readArray(message.media).flatMap((medium) => mediumOf(readObject(medium)) ?? []);
	if (messageId === undefined || (text === '' && media.length === 0)) return undefined;
	const person = readString(message.remote_number);
	const replyTo = readString(message.reply_to_message_id);
	const isGroup = readBoolean(message.is_group) ?? false;
	return {
		eventId: readString(event.id) ?? messageId,
		messageId,
		text,
		media,
		actor: readString(message.sender_number) ?? person ?? null,
		isFromMe: isOutbound(readString(message.direction)),
		conversationId: readString(message.conversation_id) ?? null,
		isGroup,
		returnAddress: isGroup ? null : (person ?? null),
		service: readString(message.service) ?? null,
		// The payload has no line, and agent_identities may describe the other side.
		line: null,
		replyTo: replyTo === undefined ? null : { messageId: replyTo, partIndex: null },
		occurredAt: isoTime(readString(message.created_at) ?? readString(event.timestamp)),
	};
}

function mediumOf(medium: JsonObject): Medium | undefined {
	const url = readString(medium.url);
	return url === undefined ? undefined : { url, contentType: readString(medium.content_type) ?? null };
}
