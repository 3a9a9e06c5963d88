import type { ErrorRule } from '../http/api';
import type { ProviderResponse, HttpRequest } from '../http/types';
import type { MessageReceipt, ParsedMessage } from '../model/message';
import type { Delivery } from './webhook';

/** A checked message. It has a text or media, within the provider's limits. */
export interface MessageCommand {
	text: string;
	mediaUrls: readonly string[];
	/** A provider that can't address a conversation ignores its id, and needs `to`. */
	conversationId: string | undefined;
	to: string | undefined;
	line: string | undefined;
	/** The same for every attempt, so that the provider can recognise copies. */
	key: string | undefined;
}

/** Sends and reads a provider's messages. */
export interface MessageCodec {
	/** What addresses a message: only a recipient, or also the id of a conversation. */
	addressedBy: 'recipient' | 'either';
	/** Maximum length in UTF-16 units. Omitted if the vendor documents none. */
	longestText?: number;
	mostMedia: number;
	/** Whether a message with several media can't have a text. */
	isTextAlone?: boolean;
	/** Replace the provider's rules for tapbacks. The first rule that matches applies. */
	errorRules: readonly ErrorRule[];
	/** @throws TapbackError INVALID_INPUT if the recipient, the conversation or the line is missing. */
	build(command: MessageCommand): HttpRequest;
	/** @throws TapbackError REFUSED for a 2xx with a failed status, BAD_ANSWER for a 2xx without the id of the message. */
	parse(response: ProviderResponse): MessageReceipt;
	/** Reads one message; `undefined` for every other event. Never throws on unknown content. */
	parseMessage(payload: unknown, delivery: Delivery): ParsedMessage | undefined;
}
