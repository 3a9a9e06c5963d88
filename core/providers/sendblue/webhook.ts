import { hasHeader } from '../../http/types';
import type { ParsedTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { parseFallbackText } from '../../webhook/fallback-texts/parse-fallback-text';
import { readObject, readString } from '../../model/payload';
import * as signature from '../../webhook/signature';
import type { Delivery, TextOptions } from '../webhook';

const HMAC_HEADER = 'x-sendblue-signature';
const TOLERANCE_SECONDS = 300;

/** Verifies x-sendblue-signature if the delivery has it, otherwise the secret itself in sb-signing-secret. */
export function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const known = signature.requireSecret(secret);
	const isSigned = hasHeader(delivery.headers, HMAC_HEADER);
	if (isSigned) return verifyHmac(delivery, { body, secret, now });
	const received = signature.requireHeader(delivery.headers, 'sb-signing-secret');
	if (!signature.matchesText(known, received)) throw signature.notVerified('The signing secret does not fit.');
}

/**
 * Verifies `t=<timestamp>,v1=<signature>`: the hexadecimal HMAC-SHA256 over `<timestamp>.<body>`, with a v1 for each secret
 * in use.
 */
function verifyHmac({ headers }: Delivery, { body, secret, now }: { body: Uint8Array; secret: string; now: number }): void {
	const entries = signature
		.requireHeader(headers, HMAC_HEADER)
		.split(',')
		.map((entry) => entry.trim());
	const [timestamp, ...others] = entries.filter((entry) => entry.startsWith('t=')).map((entry) => entry.slice(2));
	if (timestamp === undefined || others.length > 0) throw signature.notVerified('The signature has no timestamp, or several.');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(signature.keyOfText(secret), `${timestamp}.`, body);
	const fits = entries.some((entry) => entry.startsWith('v1=') && signature.matchesHex(expected, entry.slice(3)));
	if (!fits) throw signature.notVerified('No signature fits.');
}

export function parse(payload: unknown, _delivery: Delivery, options: TextOptions): ParsedTapback | undefined {
	const row = readObject(payload);
	const eventId = readString(row.message_handle);
	if (!options.textFallback || row.is_outbound !== false || row.status !== 'RECEIVED' || eventId === undefined) return undefined;
	// A message with a picture is not a tapback, even if its text reads like one.
	const hasPicture = row.media_url !== undefined && row.media_url !== null && row.media_url !== '';
	const tapback = hasPicture ? undefined : parseFallbackText(readString(row.content) ?? '', options);
	return (
		tapback && {
			eventId,
			actor: readString(row.number) ?? readString(row.from_number) ?? null,
			isFromMe: false,
			conversationId: readString(row.group_id) ?? null,
			service: readString(row.service) ?? null,
			line: readString(row.sendblue_number) ?? readString(row.to_number) ?? null,
			occurredAt: isoTime(readString(row.date_sent)),
			...tapback,
		}
	);
}
