import { headerOf } from '../../http/types';
import { TapbackError } from '../../model/errors';
import type { EventAction } from '../../model/reaction';
import type { ParsedTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { parseFallbackText } from '../../webhook/fallback-texts/parse-fallback-text';
import { readObject, readBoolean, readIndex, readString } from '../../model/payload';
import * as signature from '../../webhook/signature';
import type { Delivery, TextOptions } from '../webhook';
import { linqMessages } from './messages';
import { reactionOf } from './reactions';

const TOLERANCE_SECONDS = 300;

const EVENT_ACTIONS = new Map<unknown, EventAction>([
	['reaction.added', 'added'],
	['reaction.removed', 'removed'],
]);

export const EVENTS = [...EVENT_ACTIONS.keys()].map(String);

/**
 * Verifies webhook-signature (Standard Webhooks): `v1,` and the base64 HMAC-SHA256 over `<id>.<timestamp>.<body>`. Without
 * this header, the legacy signature.
 */
export function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = standardKey(secret);
	if (headerOf(delivery.headers, 'webhook-signature') === undefined) return verifyLegacy(delivery, { body, secret, now });

	const id = signature.requireHeader(delivery.headers, 'webhook-id');
	const timestamp = signature.requireHeader(delivery.headers, 'webhook-timestamp');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(key, `${id}.${timestamp}.`, body);
	const received = signature.requireHeader(delivery.headers, 'webhook-signature').split(' ');
	const fits = received.some((entry) => entry.startsWith('v1,') && signature.matchesBase64(expected, entry.slice(3)));
	if (!fits) throw signature.notVerified('No signature fits.');
}

/**
 * Verifies x-webhook-signature: the hexadecimal HMAC-SHA256 over `<timestamp>.<body>`. Linq deprecated it, but still sends
 * it. The key is the whole secret.
 */
function verifyLegacy({ headers }: Delivery, options: { body: Uint8Array; secret: string; now: number }): void {
	const timestamp = signature.requireHeader(headers, 'x-webhook-timestamp');
	const received = signature.requireHeader(headers, 'x-webhook-signature').replace(/^sha256=/, '');
	signature.requireFresh(timestamp, { now: options.now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(signature.keyOfText(options.secret), `${timestamp}.`, options.body);
	if (!signature.matchesHex(expected, received)) throw signature.notVerified('The legacy signature does not fit.');
}

const standardKey = signature.signingKeys((secret) => {
	const encoded = signature.requireSecret(secret).replace(/^whsec_/, '');
	if (encoded !== '' && signature.isBase64(encoded)) return Buffer.from(encoded, 'base64');
	throw new TapbackError(
		'SECRET_MISSING',
		'Webhook Signing Secret in the credential is not a Linq secret: it must be whsec_ followed by base64. Copy it again.',
		{ field: 'webhookSecret' },
	);
});

export function parse(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined {
	const { headers } = delivery;
	const event = readObject(payload);
	const action = EVENT_ACTIONS.get(event.event_type);
	if (action === undefined) return options.textFallback ? parseText(payload, delivery, options) : undefined;
	const data = readObject(event.data);
	const { reaction_type: type } = data;
	const handle = readObject(data.from_handle);
	const isFromMe = readBoolean(handle.is_me) || readBoolean(data.is_from_me);
	// webhook-id is signed by the standard signature only.
	const signedId = headerOf(headers, 'webhook-signature') === undefined ? undefined : headerOf(headers, 'webhook-id');
	const eventId = readString(event.event_id) ?? signedId;
	if (isFromMe === undefined || eventId === undefined) return undefined;
	return {
		eventId,
		action,
		// An event without the reaction still counts, because it replaced or removed the earlier tapback.
		reaction: reactionOf(readString(type) ?? '', readString(data.custom_emoji)),
		messageId: readString(data.message_id) ?? null,
		partIndex: readIndex(data.part_index) ?? null,
		actor: readString(handle.handle) ?? readString(data.from) ?? null,
		isFromMe,
		conversationId: readString(data.chat_id) ?? null,
		service: readString(data.service) ?? null,
		line: readString(readObject(data.line).phone_number) ?? null,
		occurredAt: isoTime(readString(data.reacted_at) ?? readString(event.created_at)),
		provenance: 'structured',
		target: null,
	};
}

/** A tapback by SMS, MMS or RCS arrives as a text message without media. By iMessage it has its own event. */
function parseText(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined {
	const message = linqMessages.parseMessage(payload, delivery);
	const isText =
		message !== undefined && !message.isFromMe && message.media.length === 0 && /^(?:sms|mms|rcs)$/i.test(message.service ?? '');
	const tapback = isText ? parseFallbackText(message.text, options) : undefined;
	if (message === undefined || tapback === undefined) return undefined;
	const { actor, isFromMe, conversationId, service, line, occurredAt } = message;
	return { eventId: `text|${message.eventId}`, actor, isFromMe, conversationId, service, line, occurredAt, ...tapback };
}
