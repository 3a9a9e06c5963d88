import { z } from 'zod';

import type { ProviderResponse, HttpRequest } from '../../http/types';
import { PHONE_NUMBER } from '../../model/formats';
import { type MessageReceipt, type ParsedMessage, addressMissing, noMessageId, outcomeOfStatus } from '../../model/message';
import { isoTime } from '../../model/time';
import { type JsonObject, readObject, readIndex, readString } from '../../model/payload';
import type { MessageCodec, MessageCommand } from '../messages';
import { lazily, optionalText } from '../schema';
import { MESSAGE_ERROR_RULES } from './errors';

export const sendblueMessages: MessageCodec = {
	// A group by its id, a person by the number.
	addressedBy: 'either',
	longestText: 18_996,
	mostMedia: 1,
	errorRules: MESSAGE_ERROR_RULES,
	build: buildMessage,
	parse: parseSent,
	parseMessage,
};

const sentSchema = lazily(() => z.object({ message_handle: optionalText, status: optionalText, group_id: optionalText }).catch({}));

/** Only a group has an id. A conversation with one person is addressed by line and number. */
function buildMessage({ text, mediaUrls, conversationId, to, line }: MessageCommand): HttpRequest {
	if (line === undefined)
		throw addressMissing('Sendblue', 'line', 'Give the line that has the conversation: a phone number of the account.');
	const [mediaUrl] = mediaUrls;
	const body = { from_number: line, ...(text === '' ? {} : { content: text }), ...(mediaUrl === undefined ? {} : { media_url: mediaUrl }) };
	const isGroup = conversationId !== undefined && !PHONE_NUMBER.pattern.test(conversationId);
	if (isGroup) return { method: 'POST', path: '/api/send-group-message', body: { ...body, group_id: conversationId }, idempotent: false };
	const number = to ?? conversationId;
	if (number === undefined) throw addressMissing('Sendblue', 'to', 'Give a phone number, or the id of a group as the conversation.');
	return { method: 'POST', path: '/api/send-message', body: { ...body, number }, idempotent: false };
}

function parseSent({ json }: ProviderResponse): MessageReceipt {
	const { message_handle: messageId, status, group_id: groupId } = sentSchema.parse(json);
	const outcome = outcomeOfStatus('Sendblue', status);
	if (messageId === undefined) throw noMessageId('Sendblue');
	return { outcome, messageId, conversationId: groupId ?? null };
}

/** The event is the same as for tapbacks, and its body is the row of the message. */
function parseMessage(payload: unknown): ParsedMessage | undefined {
	const row = readObject(payload);
	if (row.is_outbound !== false || row.status !== 'RECEIVED') return undefined;
	const messageId = readString(row.message_handle);
	const text = readString(row.content) ?? '';
	const mediaUrl = readString(row.media_url);
	if (messageId === undefined || (text === '' && mediaUrl === undefined)) return undefined;
	const sender = readString(row.number) ?? readString(row.from_number) ?? null;
	const groupId = readString(row.group_id);
	const isGroup = groupId !== undefined || row.message_type === 'group';
	return {
		eventId: messageId,
		messageId,
		text,
		media: mediaUrl === undefined ? [] : [{ url: mediaUrl, contentType: null }],
		actor: sender,
		isFromMe: false,
		conversationId: groupId ?? null,
		isGroup,
		returnAddress: isGroup ? null : sender,
		service: readString(row.service) ?? null,
		line: readString(row.sendblue_number) ?? readString(row.to_number) ?? null,
		replyTo: repliedTo(readObject(row.reply_to)),
		occurredAt: isoTime(readString(row.date_sent)),
	};
}

function repliedTo(reply: JsonObject): ParsedMessage['replyTo'] {
	const messageId = readString(reply.message_handle);
	return messageId === undefined ? null : { messageId, partIndex: readIndex(reply.part_index) ?? null };
}
