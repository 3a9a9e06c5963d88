import { z } from 'zod';

import type { ProviderResponse, HttpRequest } from '../../http/types';
import { TapbackError } from '../../model/errors';
import { type MessageReceipt, type ParsedMessage, addressMissing, noMessageId, outcomeOfStatus } from '../../model/message';
import { isoTime } from '../../model/time';
import { type JsonObject, readObject, readBoolean, readString, readStrings } from '../../model/payload';
import type { MessageCodec, MessageCommand } from '../messages';
import { lazily, optionalFlag, optionalText } from '../schema';
import { MESSAGE_ERROR_RULES } from './errors';

export const MESSAGE_EVENT = 'message.reply';

export const tucoMessages: MessageCodec = {
	addressedBy: 'recipient',
	mostMedia: 2,
	errorRules: MESSAGE_ERROR_RULES,
	build: buildMessage,
	parse: parseSent,
	parseMessage,
};

const sentSchema = lazily(() =>
	z
		.object({
			message: z.object({ _id: optionalText, status: optionalText }).optional().catch(undefined),
			messageId: optionalText,
			status: optionalText,
			skipped: optionalFlag,
			reason: optionalText,
			originalMessageId: optionalText,
		})
		.catch({}),
);

/** Tuco has one request for all recipients. Without a line it takes its next one in turn, and the person may see another number. */
function buildMessage({ text, mediaUrls, to, line }: MessageCommand): HttpRequest {
	if (to === undefined) throw addressMissing('Tuco', 'to', 'Give a phone number or an e-mail address.');
	if (text.includes('{{')) {
		throw new TapbackError('UNSUPPORTED', 'Tuco can’t send {{ in a text, because it replaces it like a placeholder. Nothing was sent.', {
			field: 'text',
		});
	}
	const recipient = to.includes('@') ? { recipientEmail: to } : { recipientPhone: to };
	const content = { ...(text === '' ? {} : { message: text }), ...(mediaUrls.length === 0 ? {} : { attachmentUrls: mediaUrls }) };
	const body = { ...content, ...recipient, ...(line === undefined ? {} : { fromLineId: line }) };
	return { method: 'POST', path: '/api/messages', body, idempotent: false };
}

function parseSent({ json }: ProviderResponse): MessageReceipt {
	const { message, messageId, status, skipped, reason = 'duplicate', originalMessageId } = sentSchema.parse(json);
	if (skipped) {
		return {
			outcome: 'unchanged',
			messageId: originalMessageId ?? null,
			conversationId: null,
			reason: `Tuco took it for a copy of a message that it had just sent, and sent nothing (${reason}).`,
		};
	}
	const outcome = outcomeOfStatus('Tuco', message?.status ?? status);
	const id = message?._id ?? messageId;
	if (id === undefined) throw noMessageId('Tuco');
	return { outcome, messageId: id, conversationId: null };
}

/** Tuco documents three forms of the payload, so each fact is read from the fields of all three. */
function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = readObject(payload);
	if (event.event !== MESSAGE_EVENT) return undefined;
	const data = readObject(event.data);
	const find = searchIn([event, data, readObject(data.reply), readObject(event.message)]);
	const messageId = find('messageId', readString);
	if (messageId === undefined || find('test', readBoolean) || find('testMode', readBoolean)) return undefined;
	const urls = readStrings(data.attachmentUrls);
	const text = find('message', readString) ?? '';
	if (text === '' && urls.length === 0) return undefined;
	const sender =
		find('phone', readString) ??
		find('recipientPhone', readString) ??
		find('lead', addressOf) ??
		find('recipientEmail', readString) ??
		null;
	return {
		eventId: `message|${messageId}`,
		messageId,
		text,
		media: urls.map((url) => ({ url, contentType: null })),
		actor: sender,
		isFromMe: false,
		conversationId: null,
		isGroup: false,
		returnAddress: sender,
		service: null,
		line: find('fromLineId', readString) ?? find('lineId', readString) ?? null,
		// originalMessageId is not an inline reply: it is Tuco's own match with a message of a campaign.
		replyTo: null,
		occurredAt: isoTime(find('repliedAtUtc', readString) ?? find('respondedAtUtc', readString) ?? find('timestamp', readString)),
	};
}

/** A lead is an address, or an object with one. */
export function addressOf(lead: unknown): string | undefined {
	const { phone, email } = readObject(lead);
	return readString(phone) ?? readString(email) ?? readString(lead);
}

/** Creates a function that reads a field from the first object that has it with the right type. */
function searchIn(parts: readonly JsonObject[]) {
	return <T>(name: string, read: (value: unknown) => T | undefined): T | undefined => {
		for (const part of parts) {
			const found = read(part[name]);
			if (found !== undefined) return found;
		}
		return undefined;
	};
}
