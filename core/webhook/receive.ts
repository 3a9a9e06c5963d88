import { formatEvent, type TapbackEvent } from '../model/tapback-event';
import { parseJson } from './json';
import { formatMessage, type InboundMessage } from '../model/message';
import type { Provider } from '../providers/provider';
import type { Delivery } from '../providers/webhook';
import { secretMissing } from './signature';
import { isOtherLine, whyFiltered, type TapbackFilter } from './filter';

/** The result of a verified delivery. */
export type Received =
	| { kind: 'tapback'; event: TapbackEvent }
	/** A genuine delivery without a wanted tapback. The host responds 200. */
	| { kind: 'ignored'; why: string };

/** The same, with messages. */
export type ReceivedAny = Received | { kind: 'message'; message: InboundMessage };

/** How to read a verified delivery. */
export interface ReadOptions {
	/** Milliseconds since 1970. */
	now: number;
	/** Whether to read tapbacks that arrive as text. */
	textFallback: boolean;
	/** Whether to return the provider's payload as `raw`. */
	includeRaw: boolean;
	/**
	 * Whether the host calls `findMessage` afterwards, and drops the event if that returns `undefined`. Then texts that people
	 * often type are read as well, and the filter for message ids is not applied to an event without a message id.
	 */
	findsMessage?: boolean;
	/** Stores every genuine tapback, also a filtered one, and adds the tapback that it replaced. */
	liveSet?: { record(event: TapbackEvent): TapbackEvent };
}

/** How to verify, read and filter a delivery. */
export interface ReceiveOptions extends ReadOptions {
	/** One of these must have signed the delivery. There are two during a rotation. */
	secrets: readonly string[];
	filter: TapbackFilter;
}

/**
 * Verifies a delivery before parsing it, and returns its tapback if the filter wants it. Never throws on unknown content.
 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING. The host responds 401, without the reason.
 */
export function receiveWebhook(provider: Provider, delivery: Delivery, options: ReceiveOptions): Received {
	verifyDelivery(provider, delivery, options);
	const event = readTapback(provider, delivery, options);
	return event === undefined ? { kind: 'ignored', why: 'not a tapback' } : filtered(event, options);
}

/**
 * Verifies that the provider sent a delivery, by its signature over the raw bytes. `now` is in milliseconds since 1970.
 * @throws TapbackError NOT_VERIFIED if no secret fits, or SECRET_MISSING. The host responds 401, without the reason.
 */
export function verifyDelivery(provider: Provider, delivery: Delivery, { secrets, now }: Pick<ReceiveOptions, 'secrets' | 'now'>): void {
	const [secret, ...others] = secrets;
	if (secret === undefined) throw secretMissing();
	const isLast = others.length === 0;
	if (isLast) return provider.webhook.verify(delivery, { secret, now });
	if (!verifies(provider, delivery, { secret, now })) verifyDelivery(provider, delivery, { secrets: others, now });
}

/** Reads the tapback in a verified delivery, without a filter; `undefined` for every other event. */
export function readTapback(provider: Provider, delivery: Delivery, options: ReadOptions): TapbackEvent | undefined {
	return tapbackIn(provider, readPayload(delivery), { ...options, delivery });
}

/**
 * Verifies a delivery before parsing it, and returns its tapback or its message. A text that reads like a tapback is a
 * tapback if `textFallback` is set. Of the filter, only `lines` and `includeOwn` apply to messages.
 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING. The host responds 401, without the reason.
 */
export function receiveAny(provider: Provider, delivery: Delivery, options: ReceiveOptions): ReceivedAny {
	verifyDelivery(provider, delivery, options);
	const payload = readPayload(delivery);
	const event = tapbackIn(provider, payload, { ...options, delivery });
	if (event) return filtered(event, options);
	const message = messageIn(provider, payload, { ...options, delivery });
	if (message === undefined) return { kind: 'ignored', why: 'neither a tapback nor a message' };
	const { filter } = options;
	if (message.isFromMe && !filter.includeOwn) return { kind: 'ignored', why: 'our own message' };
	if (isOtherLine(message.line, filter.lines)) return { kind: 'ignored', why: 'another line' };
	return { kind: 'message', message };
}

/**
 * Reads the message in a verified delivery, without a filter; `undefined` for every other event. A tapback that arrives as
 * text is a message, too: call `readTapback` first.
 */
export function readInboundMessage(
	provider: Provider,
	delivery: Delivery,
	options: Pick<ReadOptions, 'now' | 'includeRaw'>,
): InboundMessage | undefined {
	return messageIn(provider, readPayload(delivery), { ...options, delivery });
}

function messageIn(
	provider: Provider,
	payload: unknown,
	{ delivery, now, includeRaw }: Pick<ReadOptions, 'now' | 'includeRaw'> & { delivery: Delivery },
): InboundMessage | undefined {
	const parsed = provider.messages.parseMessage(payload, delivery);
	return parsed && formatMessage(provider.id, parsed, { receivedAt: now, raw: includeRaw ? payload : undefined });
}

function tapbackIn(
	provider: Provider,
	payload: unknown,
	{ delivery, ...options }: ReadOptions & { delivery: Delivery },
): TapbackEvent | undefined {
	const tapback = provider.webhook.parse(payload, delivery, {
		textFallback: options.textFallback,
		readsOrdinary: options.findsMessage,
	});
	if (tapback === undefined) return undefined;
	const keepsRaw = options.includeRaw || provider.webhook.alwaysRaw || tapback.reaction.type === 'unknown';
	const event = formatEvent(provider.id, tapback, { receivedAt: options.now, raw: keepsRaw ? payload : undefined });
	return options.liveSet?.record(event) ?? event;
}

/**
 * Returns why the filter excludes a tapback; `undefined` if it passes. With `findsMessage`, message ids that aren't known
 * yet pass.
 */
export function whyUnwanted(event: TapbackEvent, { filter, findsMessage = false }: Pick<ReceiveOptions, 'filter' | 'findsMessage'>) {
	const isFoundLater = findsMessage && event.messageId === null && event.target !== null;
	return whyFiltered(event, isFoundLater ? { ...filter, messageIds: [] } : filter);
}

function filtered(event: TapbackEvent, options: ReceiveOptions): Received {
	const why = whyUnwanted(event, options);
	return why === undefined ? { kind: 'tapback', event } : { kind: 'ignored', why };
}

function verifies(provider: Provider, delivery: Delivery, options: { secret: string; now: number }): boolean {
	try {
		provider.webhook.verify(delivery, options);
		return true;
	} catch {
		return false;
	}
}

function readPayload({ rawBody }: Delivery): unknown {
	return rawBody && parseJson(rawBody);
}
