import { z } from 'zod';

import type { Answer, HttpRequest } from '../../http/types';
import { TapbackError } from '../../model/errors';
import { type MessageReceipt, type ParsedMessage, addressMissing, noMessageId, outcomeOfStatus } from '../../model/message';
import { isoTime } from '../../model/time';
import { type Fields, fieldsOf, flagOf, textOf, textsOf } from '../../model/payload';
import type { MessageCodec, MessageCommand } from '../messages';
import { lazily, optionalFlag, optionalText } from '../schema';
import { MESSAGE_ERROR_RULES } from './errors';

export const MESSAGE_EVENT = 'message.reply';

export const tucoMessages: MessageCodec = {
	lineField: 'fromLine',
	addressedBy: 'recipient',
	mostMedia: 2,
	faultRules: MESSAGE_ERROR_RULES,
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

/** One call for everybody. Without a line Tuco takes its next one in turn, and the person would see another number. */
function buildMessage({ text, mediaUrls, to, line }: MessageCommand): HttpRequest {
	if (to === undefined) throw addressMissing('Tuco', 'to', 'Give a phone number or an e-mail address.');
	if (text.includes('{{')) {
		throw new TapbackError(
			'UNSUPPORTED',
			'Tuco can’t send {{ in a text as it stands: it puts a placeholder’s value there. Nothing was sent.',
			{
				field: 'text',
			},
		);
	}
	const recipient = to.includes('@') ? { recipientEmail: to } : { recipientPhone: to };
	const content = { ...(text === '' ? {} : { message: text }), ...(mediaUrls.length === 0 ? {} : { attachmentUrls: mediaUrls }) };
	const body = { ...content, ...recipient, ...(line === undefined ? {} : { fromLineId: line }) };
	return { method: 'POST', path: '/api/messages', body, repeat: 'harmful' };
}

function parseSent({ json }: Answer): MessageReceipt {
	const { message, messageId, status, skipped, reason = 'duplicate', originalMessageId } = sentSchema.parse(json);
	if (skipped) {
		return {
			outcome: 'unchanged',
			messageId: originalMessageId ?? null,
			conversationId: null,
			reason: `Tuco takes it for a copy of what it sent just before, and sent nothing (${reason}).`,
		};
	}
	const outcome = outcomeOfStatus('Tuco', message?.status ?? status);
	const id = message?._id ?? messageId;
	if (id === undefined) throw noMessageId('Tuco');
	return { outcome, messageId: id, conversationId: null };
}

/** Three shapes are documented, so each fact is looked for wherever one of them has it. */
function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = fieldsOf(payload);
	if (event.event !== MESSAGE_EVENT) return undefined;
	const data = fieldsOf(event.data);
	const find = searchIn([event, data, fieldsOf(data.reply), fieldsOf(event.message)]);
	const messageId = find('messageId', textOf);
	if (messageId === undefined || find('test', flagOf) || find('testMode', flagOf)) return undefined;
	const urls = textsOf(data.attachmentUrls);
	const text = find('message', textOf) ?? '';
	if (text === '' && urls.length === 0) return undefined;
	const sender =
		find('phone', textOf) ?? find('recipientPhone', textOf) ?? find('lead', addressOf) ?? find('recipientEmail', textOf) ?? null;
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
		line: find('fromLineId', textOf) ?? find('lineId', textOf) ?? null,
		// originalMessageId is Tuco's own matching to a campaign, no answer inline.
		replyTo: null,
		occurredAt: isoTime(find('repliedAtUtc', textOf) ?? find('respondedAtUtc', textOf) ?? find('timestamp', textOf)),
	};
}

/** A lead is an address, or a person who has one. */
export function addressOf(lead: unknown): string | undefined {
	const { phone, email } = fieldsOf(lead);
	return textOf(phone) ?? textOf(email) ?? textOf(lead);
}

/** Looks facts up by name, in the first part that has one of the right type. */
function searchIn(parts: readonly Fields[]) {
	return <T>(name: string, read: (value: unknown) => T | undefined): T | undefined => {
		for (const part of parts) {
			const found = read(part[name]);
			if (found !== undefined) return found;
		}
		return undefined;
	};
}
