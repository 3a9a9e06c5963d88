import { headerOf } from '../../http/types';
import type { ParsedTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { parseFallbackText } from '../../webhook/fallback-texts/parse-fallback-text';
import { type JsonObject, readObject, readString } from '../../model/payload';
import * as signature from '../../webhook/signature';
import { isInbound } from '../direction';
import type { Delivery, TextOptions } from '../webhook';
import { reactionOf } from './reactions';

const TOLERANCE_SECONDS = 300;

/**
 * Verifies x-webhook-signature: `sha256=` and the hexadecimal HMAC-SHA256 over `<timestamp>.<body>`. The key is the whole
 * secret, including whsec_.
 */
export function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = signature.keyOfText(secret);
	const timestamp = signature.requireHeader(delivery.headers, 'x-webhook-timestamp');
	const received = signature.requireHeader(delivery.headers, 'x-webhook-signature');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(key, `${timestamp}.`, body);
	signature.requireSha256(expected, received);
}

export function parse(payload: unknown, { headers }: Delivery, { textFallback, readsOrdinary }: TextOptions): ParsedTapback | undefined {
	const event = readObject(payload);
	const data = readObject(event.data);
	const { reactionType } = data;
	if (event.event !== 'agent.reaction' || typeof reactionType !== 'string')
		return textFallback ? parseText(event, data, readsOrdinary) : undefined;
	const [messageId, conversationId, actor] = [readString(data.messageId), readString(data.conversationId), readString(data.fromNumber)];
	const [direction, createdAt] = [readString(data.direction), readString(data.createdAt)];
	// X-Webhook-ID is not signed, so somebody with a copy of a delivery could send it again under another id.
	const signed = `${conversationId ?? ''}|${messageId ?? ''}|${actor ?? ''}|${reactionType}|${direction ?? ''}|${createdAt}`;
	const eventId = createdAt === undefined ? headerOf(headers, 'x-webhook-id') : signed;
	if (eventId === undefined) return undefined;
	return {
		eventId,
		action: 'added',
		reaction: reactionOf(reactionType),
		messageId: messageId ?? null,
		partIndex: null,
		actor: actor ?? null,
		isFromMe: !isInbound(direction),
		conversationId: conversationId ?? null,
		service: readString(event.channel) ?? null,
		line: null,
		occurredAt: isoTime(createdAt ?? readString(event.timestamp)),
		provenance: 'structured',
		target: null,
		// The text of a picture is empty. The event has neither the author nor the time of the message.
		message: { id: messageId ?? null, text: readString(data.messageBody) ?? null, isFromMe: null, sentAt: null, candidates: [] },
	};
}

/** A tapback by SMS arrives as a text message without media. */
function parseText(event: JsonObject, data: JsonObject, readsOrdinary = false): ParsedTapback | undefined {
	const isText =
		event.event === 'agent.message' && /^[sm]ms$/i.test(readString(event.channel) ?? '') && isInbound(readString(data.direction));
	const messageId = readString(data.messageId);
	if (!isText || messageId === undefined || !isEmpty(data.mediaUrl) || !isEmpty(data.mediaUrls)) return undefined;
	const tapback = parseFallbackText(readString(data.message) ?? '', { readsOrdinary });
	return (
		tapback && {
			eventId: `text|${messageId}`,
			actor: readString(data.from) ?? null,
			isFromMe: false,
			conversationId: readString(data.conversationId) ?? null,
			service: readString(event.channel) ?? null,
			line: readString(data.to) ?? null,
			occurredAt: isoTime(readString(data.receivedAt) ?? readString(event.timestamp)),
			...tapback,
		}
	);
}

function isEmpty(media: unknown): boolean {
	return media === undefined || media === null || media === '' || (Array.isArray(media) && media.length === 0);
}
