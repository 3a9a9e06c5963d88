import { createHash } from 'node:crypto';

import { z } from 'zod';

import { isOutbound } from '../direction';
import { PHONE_NUMBER, UUID } from '../../model/formats';
import type { HttpRequest } from '../../http/types';
import { isoTime } from '../../model/time';
import {
	addressMissing,
	messageFaultRules,
	noMessageId,
	outcomeOfStatus,
	type Medium,
	type MessageReceipt,
	type ParsedMessage,
} from '../../model/message';
import { elementsOf, fieldsOf, flagOf, textOf, type Fields } from '../../webhook/payload';
import type { Answer, FaultRule, MessageCodec, MessageCommand } from '../provider';
import { lazily, optionalText, readAs } from '../schema';

export const MESSAGE_EVENT = 'imessage.received';

/** A dedicated line hears people who write from an e-mail address, and can do nothing in their conversations. */
export const NOT_A_PHONE = {
	code: 'recipient_not_e164',
	advice: 'The other side has an e-mail address: there Inkbox only receives.',
};

const FAULT_RULES: FaultRule[] = [
	{ status: 400, says: /enabled/i, means: 'NOT_ALLOWED', advice: 'Enable iMessage for this agent identity in the Inkbox console.' },
	{
		status: 403,
		means: 'NOT_ALLOWED',
		advice: 'A contact rule in Inkbox may block this recipient, or the key belongs to another identity.',
	},
	{
		status: 404,
		means: 'TARGET_NOT_FOUND',
		advice:
			'The conversation is unknown, or the recipient is not connected: they must text “connect” and your handle to the Inkbox number.',
	},
	{
		status: 409,
		code: 'idempotency_in_progress',
		means: 'TARGET_NOT_READY',
		advice: 'An earlier attempt is still under way.',
	},
	{
		status: 409,
		code: 'idempotency_key_reused',
		means: 'REFUSED',
		advice: 'Give each message a key of its own.',
	},
	{
		status: 409,
		code: 'result_unavailable',
		means: 'PROVIDER_FAILED',
		advice: 'It no longer knows what became of an earlier attempt.',
	},
	{ status: 409, means: 'NOT_ALLOWED', advice: 'The recipient must write first: only a dedicated outbound line can begin a conversation.' },
	{ status: 422, code: NOT_A_PHONE.code, means: 'TARGET_UNSUPPORTED', advice: NOT_A_PHONE.advice },
	{ status: 422, means: 'REFUSED', advice: 'Check the recipient, a phone number with + and country code, and the address of the picture.' },
	...messageFaultRules('the API Key'),
];

export const inkboxMessages: MessageCodec = {
	lineField: 'identityId',
	addressedBy: 'either',
	longestText: 18_995,
	mostMedia: 1,
	faultRules: FAULT_RULES,
	build: buildMessage,
	parse: parseSent,
	parseMessage,
};

const sentSchema = lazily(() =>
	z.object({
		message: z.object({ id: z.string().min(1), conversation_id: optionalText, status: optionalText }),
	}),
);

/** With a key the SDK repeats a message after a lost answer and after `send_outcome_ambiguous`. */
function buildMessage({ text, mediaUrls, conversationId, to, line, key }: MessageCommand): HttpRequest {
	const content = { ...(text === '' ? {} : { text }), ...(mediaUrls.length === 0 ? {} : { media_urls: mediaUrls }) };
	const request = { method: 'POST', path: '/api/v1/imessage/messages', ...repeatBy(key) } as const;
	if (conversationId !== undefined && UUID.pattern.test(conversationId)) {
		return { ...request, body: { conversation_id: conversationId, ...content } };
	}
	if (to === undefined || !PHONE_NUMBER.pattern.test(to)) {
		throw addressMissing('Inkbox', 'to', 'Give the id of the conversation, which is a UUID, or a phone number.');
	}
	// An admin key must say whose line writes; the key of one identity needs not.
	return { ...request, ...(line === undefined ? {} : { query: { agent_identity_id: line } }), body: { to, ...content } };
}

/** The header takes 255 visible ASCII characters, and a host's key may be anything. `Prefer` asks for the first answer again. */
function repeatBy(key: string | undefined): Pick<HttpRequest, 'repeat' | 'headers'> {
	if (key === undefined) return { repeat: 'harmful' };
	const hash = createHash('sha256').update(key).digest('hex');
	return { repeat: 'harmless', headers: { 'Idempotency-Key': hash, Prefer: 'idempotency-replay' } };
}

function parseSent({ json }: Answer): MessageReceipt {
	const { message } = readAs(sentSchema, json, () => noMessageId('Inkbox'));
	return {
		outcome: outcomeOfStatus('Inkbox', message.status),
		messageId: message.id,
		conversationId: message.conversation_id ?? null,
	};
}

function parseMessage(payload: unknown): ParsedMessage | undefined {
	const event = fieldsOf(payload);
	if (event.event_type !== MESSAGE_EVENT && event.event_type !== 'imessage.sent') return undefined;
	const message = fieldsOf(fieldsOf(event.data).message);
	const messageId = textOf(message.id);
	const text = textOf(message.content) ?? '';
	const media = elementsOf(message.media).flatMap((medium) => mediumOf(fieldsOf(medium)) ?? []);
	if (messageId === undefined || (text === '' && media.length === 0)) return undefined;
	const person = textOf(message.remote_number);
	const replyTo = textOf(message.reply_to_message_id);
	const isGroup = flagOf(message.is_group) ?? false;
	return {
		eventId: textOf(event.id) ?? messageId,
		messageId,
		text,
		media,
		actor: textOf(message.sender_number) ?? person ?? null,
		isFromMe: isOutbound(textOf(message.direction)),
		conversationId: textOf(message.conversation_id) ?? null,
		isGroup,
		returnAddress: isGroup ? null : (person ?? null),
		service: textOf(message.service) ?? null,
		// The payload names no line; what stands in agent_identities may be about the other side.
		line: null,
		replyTo: replyTo === undefined ? null : { messageId: replyTo, partIndex: null },
		occurredAt: isoTime(textOf(message.created_at) ?? textOf(event.timestamp)),
	};
}

function mediumOf(medium: Fields): Medium | undefined {
	const url = textOf(medium.url);
	return url === undefined ? undefined : { url, contentType: textOf(medium.content_type) ?? null };
}
