import { formatEvent, type TapbackEvent } from '../model/tapback-event';
import { parseJson } from './json';
import { formatMessage, type InboundMessage } from '../model/message';
import type { Provider } from '../providers/provider';
import type { Delivery } from '../providers/webhook';
import { secretMissing } from './signature';
import { isOtherLine, whyFiltered, type TapbackFilter } from './filter';

export type Received =
	| { kind: 'tapback'; event: TapbackEvent }
	/** Genuine, but no action follows: answer 200. */
	| { kind: 'ignored'; why: string };

export type ReceivedAny = Received | { kind: 'message'; message: InboundMessage };

/** How a verified delivery is read. */
export interface ReadOptions {
	/** Milliseconds since 1970. */
	now: number;
	textFallback: boolean;
	includeRaw: boolean;
	/**
	 * Whether the host looks for a quoted message itself, and drops a text that a person may have written if it finds none. Then texts of
	 * every kind pass, and a filter for message ids is left to the host while the message isn't known.
	 */
	findsMessage?: boolean;
	/** Remembers earlier tapbacks: every genuine one is recorded there, also one that is filtered out. */
	liveSet?: { record(event: TapbackEvent): TapbackEvent };
}

export interface ReceiveOptions extends ReadOptions {
	/** Any of these may have signed; there are two during a rotation. */
	secrets: readonly string[];
	filter: TapbackFilter;
}

/**
 * One delivery, verified before a byte of it is parsed.
 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING: answer 401, and don't tell the sender why.
 */
export function receiveWebhook(provider: Provider, delivery: Delivery, options: ReceiveOptions): Received {
	verifyDelivery(provider, delivery, options);
	const event = readTapback(provider, delivery, options);
	return event === undefined ? { kind: 'ignored', why: 'not a tapback' } : filtered(event, options);
}

/**
 * Proves that the provider sent these bytes, before a byte of them is parsed.
 * @throws TapbackError NOT_VERIFIED, the refusal of the last secret, or SECRET_MISSING: answer 401, and don't tell the sender why.
 */
export function verifyDelivery(provider: Provider, delivery: Delivery, { secrets, now }: Pick<ReceiveOptions, 'secrets' | 'now'>): void {
	const [secret, ...others] = secrets;
	if (secret === undefined) throw secretMissing();
	const isLast = others.length === 0;
	if (isLast) return provider.webhook.verify(delivery, { secret, now });
	if (!verifies(provider, delivery, { secret, now })) verifyDelivery(provider, delivery, { secrets: others, now });
}

/** The tapback in a verified delivery, wanted or not; `undefined` for every other event. */
export function readTapback(provider: Provider, delivery: Delivery, options: ReadOptions): TapbackEvent | undefined {
	return tapbackIn(provider, readPayload(delivery), { ...options, delivery });
}

/**
 * The same, with messages beside tapbacks. Where tapbacks arrive as text, a text that reads like a tapback is one. Of the
 * filter only `lines` and `includeOwn` apply to messages.
 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING: answer 401.
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
 * The message in a verified delivery, wanted or not; `undefined` for every other event. A text that is a tapback is a
 * message, too: call `readTapback` first.
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
	const told = formatEvent(provider.id, tapback, { receivedAt: options.now, raw: keepsRaw ? payload : undefined });
	return options.liveSet?.record(told) ?? told;
}

/** Why a tapback is not wanted; `undefined` if it is. */
export function whyUnwanted(event: TapbackEvent, { filter, findsMessage = false }: Pick<ReceiveOptions, 'filter' | 'findsMessage'>) {
	const isSought = findsMessage && event.messageId === null && event.target !== null;
	return whyFiltered(event, isSought ? { ...filter, messageIds: [] } : filter);
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
