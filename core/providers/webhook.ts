import type { Headers } from '../http/types';
import type { ParsedTapback } from '../model/tapback-event';

export interface Delivery {
	headers: Headers;
	/** The exact bytes that were sent. */
	rawBody: Uint8Array | undefined;
}

export interface TextOptions {
	/** Whether texts that stand for a tapback are read. */
	textFallback: boolean;
	/** Also those that people write as ordinary messages: the host looks for the message they quote, and drops them where there is none. */
	readsOrdinary?: boolean;
}

export interface WebhookCodec {
	/**
	 * Passes only what was signed with the secret, within the tolerance around `now` (ms since 1970).
	 * @throws TapbackError NOT_VERIFIED or SECRET_MISSING.
	 */
	verify(delivery: Delivery, options: { secret: string; now: number }): void;
	/** One tapback, or `undefined` for every other event. Never throws on unknown content. */
	parse(payload: unknown, delivery: Delivery, options: TextOptions): ParsedTapback | undefined;
	/** Set where the account's ordinary messages may hold tapbacks as text: whether to look by default, and whether the webhook must be registered for them. */
	textFallback?: { byDefault: boolean; needsMessages?: boolean };
	/** Set where the payload isn't documented: it goes along with every event. */
	alwaysRaw?: boolean;
}
