import { z } from 'zod';

import { type ProviderResponse, type HttpRequest, headerOf } from '../../http/types';
import { type MessageReceipt, type ParsedMessage, addressMissing, noMessageId, outcomeOfStatus } from '../../model/message';
import { isoTime } from '../../model/time';
import { readObject, readString, readStrings } from '../../model/payload';
import { isOutbound } from '../direction';
import type { MessageCodec, MessageCommand } from '../messages';
import { lazily, optionalText } from '../schema';
import type { Delivery } from '../webhook';
import { MESSAGE_ERROR_RULES } from './errors';

/** Other channels, such as calls, have no messages. */
const CHANNELS = ['sms', 'mms', 'imessage'];

export const agentphoneMessages: MessageCodec = {
	addressedBy: 'recipient',
	mostMedia: 20,
	isTextAlone: true,
	errorRules: MESSAGE_ERROR_RULES,
	build: buildMessage,
	parse: parseSent,
	parseMessage,
};

const sentSchema = lazily(() => z.object({ id: optionalText, status: optionalText, conversation_id: optionalText }).catch({}));

/** AgentPhone has one request for all recipients, and can't address a conversation by its id. */
function buildMessage({ text, mediaUrls, to, line }: MessageCommand): HttpRequest {
	if (to === undefined)
		throw addressMissing('AgentPhone', 'to', 'Give a phone number, an e-mail address, or a group’s id, which starts with grp_.');
	if (line === undefined) throw addressMissing('AgentPhone', 'line', 'Give the line that has the conversation, by its number or its id.');
	const sender = line.startsWith('+') ? { from_number: line } : { number_id: line };
	const media = mediaUrls.length === 0 ? {} : { media_urls: mediaUrls };
	return { method: 'POST', path: '/v1/messages', body: { body: text, to_number: to, ...sender, ...media }, idempotent: false };
}

function parseSent({ json }: ProviderResponse): MessageReceipt {
	const sent = sentSchema.parse(json);
	const outcome = outcomeOfStatus('AgentPhone', sent.status);
	if (sent.id === undefined) throw noMessageId('AgentPhone');
	return { outcome, messageId: sent.id, conversationId: sent.conversation_id ?? null };
}

function parseMessage(payload: unknown, { headers }: Delivery): ParsedMessage | undefined {
	const event = readObject(payload);
	const channel = readString(event.channel);
	if (event.event !== 'agent.message' || channel === undefined || !CHANNELS.includes(channel.toLowerCase())) return undefined;
	const data = readObject(event.data);
	const [text = '', mediaUrl, to, from] = [data.message, data.mediaUrl, data.to, data.from].map(readString);
	const [messageId, conversationId, numberId] = [data.messageId, data.conversationId, data.numberId].map(readString);
	const urls = readStrings(data.mediaUrls);
	if (urls.length === 0 && mediaUrl !== undefined) urls.push(mediaUrl);
	if (text === '' && urls.length === 0) return undefined;
	const at = readString(data.receivedAt) ?? readString(event.timestamp);
	const groupId = groupIdIn(to) ?? groupIdIn(data.group);
	const isGroup = groupId !== undefined || (data.group !== undefined && data.group !== null);
	const isFromMe = isOutbound(readString(data.direction));
	return {
		// Built from signed facts only. X-Webhook-ID is not signed.
		eventId: ['message', messageId ?? [conversationId, from, at, text, ...urls].join('|')].join('|'),
		messageId: messageId ?? idInHeader(headerOf(headers, 'x-webhook-id'), numberId) ?? null,
		text,
		media: urls.map((url) => ({ url, contentType: null })),
		actor: from ?? null,
		isFromMe,
		conversationId: conversationId ?? null,
		isGroup,
		returnAddress: (isGroup || isFromMe ? groupId : from) ?? null,
		service: channel,
		line: (isFromMe || to === groupId ? undefined : to) ?? numberId ?? null,
		replyTo: null,
		occurredAt: isoTime(at),
	};
}

/** Finds the id of a group by its prefix, because the form of `group` isn't documented. */
function groupIdIn(part: unknown): string | undefined {
	const values = typeof part === 'object' && part !== null ? Object.values(part) : [part];
	return values.find((value): value is string => typeof value === 'string' && value.startsWith('grp_'));
}

/**
 * Reads the message id from a header of the form `del_<message>_<number>`, which was observed in deliveries without an id in
 * the body. `numberId` is that of the body.
 */
function idInHeader(header: string | undefined, numberId: string | undefined): string | undefined {
	const isKnownForm = header !== undefined && numberId !== undefined && header.startsWith('del_') && header.endsWith(`_${numberId}`);
	return isKnownForm ? header.slice('del_'.length, -numberId.length - 1) || undefined : undefined;
}
