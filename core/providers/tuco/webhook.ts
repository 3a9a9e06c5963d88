import { type Headers, headerOf } from '../../http/types';
import type { EventAction } from '../../model/reaction';
import type { ParsedTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { readObject, readString, firstBoolean, firstString } from '../../model/payload';
import * as signature from '../../webhook/signature';
import { isOutbound } from '../direction';
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

/**
 * Verifies x-tuco-signature: the hexadecimal HMAC-SHA256 over the body. Doesn't check the time in the headers, because it
 * isn't signed.
 */
export function verify(delivery: Delivery, { secret }: { secret: string }): void {
	const body = signature.requireRawBody(delivery);
	const key = signature.keyOfText(secret);
	const received = signature.requireHeader(delivery.headers, SIGNATURE_HEADER);
	const fits = (text: string | Uint8Array | undefined) =>
		text !== undefined && signature.matchesHex(signature.hmacSha256(key, text), received);
	if (!fits(body) && !fits(rewritten(body))) throw signature.notVerified('The signature does not fit.');
}

/**
 * Tuco's documentation signs `JSON.stringify(body)`, which may differ from the bytes that are sent. Returns that text;
 * `undefined` above 1 MB, because the body isn't verified yet.
 */
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
	const [own] = [event.isFromMe, data.isFromMe].filter(isPresent);
	const isFromMe = own === undefined ? isOutbound(firstString(event.direction, data.direction)) : isTrue(own);
	const isMinus = kind?.startsWith('-') ?? false;
	const isRemoval = isMinus || [event.isRemoval, data.isRemoval, event.removed, data.removed].some(isTrue);
	const actionNames = [event.action, data.action].filter(isPresent);
	const actions = actionNames.map((name) => EVENT_ACTIONS.get(readString(name)?.trim().toLowerCase() ?? ''));
	const target = firstString(event.targetMessageId, data.targetMessageId, event.originalMessageId, data.originalMessageId);
	const person = firstString(event.recipientPhone, data.recipientPhone, event.phone, data.phone);
	return {
		eventId,
		// If words and flags differ, the event is a removal, because a doubtful event must not add anything.
		action: isRemoval || actions.includes('removed') ? 'removed' : 'added',
		reaction: actions.includes(undefined)
			? { type: 'unknown', name: firstString(...actionNames) ?? 'unspecified' }
			: reactionOf(isMinus ? kind?.slice(1) : kind, emoji),
		messageId: target ?? firstString(event.messageId, data.messageId) ?? null,
		partIndex: null,
		// Every field with a person has the contact, even if we reacted.
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

function isPresent(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** Reads a flag in any form: everything but false, `no`, 0 and an absent value is true. */
function isTrue(flag: unknown): boolean {
	return isPresent(flag) && (typeof flag === 'object' || !/^(?:false|no|0)$/i.test(String(flag)));
}

/**
 * Tuco sends no delivery id, so the event's id is a part of the signature: deliveries with the same content have the same
 * signature. The whole signature could be used to send the delivery again.
 */
function eventIdOf(headers: Headers): string | undefined {
	const received = headerOf(headers, SIGNATURE_HEADER);
	return received && `tuco_${received.slice(0, 32)}`;
}
