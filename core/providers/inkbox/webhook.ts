import type { ParsedTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { readObject, readIndex, readString } from '../../model/payload';
import * as signature from '../../webhook/signature';
import type { Delivery } from '../webhook';
import { reactionOf, whoReacted } from './reactions';
import { EVENT } from './registration';

const TOLERANCE_SECONDS = 300;

/** The key is the text after whsec_ as it is, not decoded from base64. */
const keyOf = signature.signingKeys((secret) => Buffer.from(signature.requireSecret(secret.replace(/^whsec_/, '')), 'utf8'));

/** Verifies x-inkbox-signature: `sha256=` and the hexadecimal HMAC-SHA256 over `<request id>.<timestamp>.<body>`. */
export function verify(delivery: Delivery, { secret, now }: { secret: string; now: number }): void {
	const body = signature.requireRawBody(delivery);
	const key = keyOf(secret);
	const requestId = signature.requireHeader(delivery.headers, 'x-inkbox-request-id');
	const timestamp = signature.requireHeader(delivery.headers, 'x-inkbox-timestamp');
	const received = signature.requireHeader(delivery.headers, 'x-inkbox-signature');
	signature.requireFresh(timestamp, { now, toleranceSeconds: TOLERANCE_SECONDS });
	const expected = signature.hmacSha256(key, `${requestId}.${timestamp}.`, body);
	signature.requireSha256(expected, received);
}

export function parse(payload: unknown): ParsedTapback | undefined {
	const event = readObject(payload);
	const data = readObject(readObject(event.data).reaction);
	const { reaction: name } = data;
	if (event.event_type !== EVENT || typeof name !== 'string') return undefined;
	const reactionId = readString(data.id);
	const changedAt = readString(data.updated_at) ?? readString(data.created_at) ?? readString(event.timestamp);
	const eventId = readString(event.id) ?? (reactionId && `${reactionId}|${changedAt ?? ''}`);
	if (eventId === undefined) return undefined;
	return {
		eventId,
		action: 'added',
		reaction: reactionOf(name, readString(data.custom_emoji)),
		messageId: readString(data.target_message_id) ?? null,
		partIndex: readIndex(data.part_index) ?? null,
		...whoReacted(readString(data.direction), readString(data.remote_number)),
		conversationId: readString(data.conversation_id) ?? null,
		service: null,
		line: null,
		occurredAt: isoTime(changedAt),
		provenance: 'structured',
		target: null,
	};
}
