import { type Headers, headerOf } from '../../http/types';
import type { EventAction } from '../../model/reaction';
import type { ParsedTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { readObject, firstBoolean, firstString } from '../../model/payload';
import * as signature from '../../webhook/signature';
import type { Delivery } from '../webhook';
import { addressOf } from './messages';
import { reactionOf, typeOf } from './reactions';

export const EVENT = 'message.reaction';
const SIGNATURE_HEADER = 'x-tuco-signature';

const LONGEST_REWRITTEN_BYTES = 1024 * 1024;

const EVENT_ACTIONS = new Map<string, EventAction>([
	['added', 'added'],
	['add', 'added'],
	['removed', 'removed'],
	['remove', 'removed'],
]);

/** The time in the headers isn't signed, so it proves nothing. */
export function verify(delivery: Delivery, { secret }: { secret: string }): void {
	const body = signature.requireRawBody(delivery);
	const key = signature.keyOfText(secret);
	const received = signature.requireHeader(delivery.headers, SIGNATURE_HEADER);
	const fits = (text: string | Uint8Array | undefined) =>
		text !== undefined && signature.matchesHex(signature.hmacSha256(key, text), received);
	if (!fits(body) && !fits(rewritten(body))) throw signature.notVerified('The signature does not fit.');
}

/** Tuco's documentation signs `JSON.stringify(body)`, which need not be what is sent. Nothing large is parsed before it is verified. */
function rewritten(body: Uint8Array): string | undefined {
	if (body.length > LONGEST_REWRITTEN_BYTES) return undefined;
	try {
		return JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8')));
	} catch {
		return undefined;
	}
}

export function parse(payload: unknown, { headers }: Delivery): ParsedTapback | undefined {
	const event = readObject(payload);
	if (event.event !== EVENT) return undefined;
	const data = readObject(event.data);
	const eventId = eventIdOf(headers);
	const isTest = firstBoolean(event.test, data.test) || firstBoolean(event.testMode, data.testMode);
	if (eventId === undefined || isTest) return undefined;

	const emoji = firstString(event.emoji, data.emoji, event.customEmoji, data.customEmoji);
	const named = firstString(event.reaction, data.reaction, event.reactionType, data.reactionType);
	const kind = named ?? typeOf(firstString(event.type, data.type), emoji);
	const isFromMe = firstBoolean(event.isFromMe, data.isFromMe) ?? firstString(event.direction, data.direction) === 'outbound';
	const isMinus = kind?.startsWith('-') ?? false;
	const isRemoval = firstBoolean(event.isRemoval, data.isRemoval, event.removed, data.removed) ?? isMinus;
	const word = firstString(event.action, data.action);
	const action = EVENT_ACTIONS.get(word?.trim().toLowerCase() ?? '');
	const isUnknownAction = word !== undefined && action === undefined;
	const target = firstString(event.targetMessageId, data.targetMessageId, event.originalMessageId, data.originalMessageId);
	const person = firstString(event.recipientPhone, data.recipientPhone, event.phone, data.phone);
	return {
		eventId,
		// Where a word and a flag differ, it is a removal: nothing that was doubtful is an addition.
		action: isRemoval || action === 'removed' ? 'removed' : 'added',
		reaction: isUnknownAction ? { type: 'unknown', name: word } : reactionOf(isMinus ? kind?.slice(1) : kind, emoji),
		messageId: target ?? firstString(event.messageId, data.messageId) ?? null,
		partIndex: null,
		// What names a person names the contact.
		actor: isFromMe ? null : (person ?? addressOf(event.lead) ?? addressOf(data.lead) ?? null),
		isFromMe,
		conversationId: null,
		service: null,
		line: null,
		occurredAt: isoTime(firstString(event.timestamp, data.timestamp)),
		provenance: 'structured',
		target: null,
	};
}

/**
 * There is no delivery id. The signature is the content's own, in whatever form it was written: two that are the same are
 * one delivery. A part of it will do, and can't be used to send the delivery again.
 */
function eventIdOf(headers: Headers): string | undefined {
	const received = headerOf(headers, SIGNATURE_HEADER);
	return received && `tuco_${received.slice(0, 32)}`;
}
