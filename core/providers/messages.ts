import type { ErrorRule } from '../http/api';
import type { ProviderResponse, HttpRequest } from '../http/types';
import type { MessageReceipt, ParsedMessage } from '../model/message';
import type { Delivery } from './webhook';

/** A checked message: it has a text or media, within what the provider takes. */
export interface MessageCommand {
	text: string;
	mediaUrls: readonly string[];
	/** Where it goes. A conversation the provider can't be addressed by is ignored where `to` says the same. */
	conversationId: string | undefined;
	to: string | undefined;
	line: string | undefined;
	/** The same for every attempt, so that the provider can tell a copy. */
	key: string | undefined;
}

export interface MessageCodec {
	/** Whether a conversation's id can be an address, or only a recipient. */
	addressedBy: 'recipient' | 'either';
	/** In UTF-16 units; left out where the vendor tells no limit. */
	longestText?: number;
	mostMedia: number;
	/** Where several media exclude a text. */
	isTextAlone?: boolean;
	/** In place of those for tapbacks: first match wins. */
	errorRules: readonly ErrorRule[];
	/** @throws TapbackError INVALID_INPUT where it isn't addressed as the provider needs it. */
	build(command: MessageCommand): HttpRequest;
	/** @throws TapbackError REFUSED for a 2xx that failed, BAD_ANSWER where a 2xx names no message. */
	parse(answer: ProviderResponse): MessageReceipt;
	/** One message that came in, or `undefined` for every other event. Never throws on unknown content. */
	parseMessage(payload: unknown, delivery: Delivery): ParsedMessage | undefined;
}
