import type { Headers } from '../http/types';
import type { ParsedTapback } from '../model/tapback-event';

/** One request to our webhook. */
export interface Delivery {
	headers: Headers;
	/** The bytes of the body as they arrived. */
	rawBody: Uint8Array | undefined;
}

/** How to read tapbacks that arrive as text. */
export interface TextOptions {
	/** Whether to read them at all. */
	textFallback: boolean;
	/** Whether to read texts that people often type, too. The host then drops those that quote no recent message. */
	readsOrdinary?: boolean;
}

/** Verifies and reads a provider's deliveries. */
export interface WebhookCodec {
	/**
	 * Verifies the signature over the raw bytes, and a signed time against `now` (milliseconds since 1970).
	 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING.
	 */
	verify(delivery: Delivery, options: { secret: string; now: number }): void;
	/** Reads one tapback; `undefined` for every other event. Never throws on unknown content. */
	parse(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined;
	/**
	 * Set if tapbacks may arrive as text messages. `byDefault`: whether to read them by default. `needsMessages`: whether the
	 * webhook must be registered for messages.
	 */
	textFallback?: { byDefault: boolean; needsMessages?: boolean };
	/** Set if the payload isn't documented: every event then has `raw`. */
	alwaysRaw?: boolean;
}
