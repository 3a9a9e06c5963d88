import type { ProviderResponse, ApiClient, HttpRequest } from '../http/types';
import type { MessageContent } from '../model/message';
import type { Action, Reaction } from '../model/reaction';
import type { LiveTapback, ParsedTapback } from '../model/tapback-event';
import type { FieldValues } from './fields';

/** A checked command. The reaction is valid, and the ids are well-formed. */
export interface SendCommand {
	action: Action;
	messageId: string;
	partIndex: number | undefined;
	reaction: Reaction;
	fields: FieldValues;
	/** The provider's id of our current tapback. Set for a removal `by-reaction-id` only. */
	reactionId?: string;
}

/** The provider's response to a command. `accepted`: the provider will execute it. */
export interface SendReceipt {
	outcome: 'applied' | 'accepted' | 'unchanged';
	reactionId?: string;
	traceId?: string;
}

/** Places and removes tapbacks at a provider. */
export interface SendCodec {
	build(command: SendCommand): HttpRequest;
	/** @throws TapbackError BAD_ANSWER if a 2xx doesn't confirm the command. */
	parse(response: ProviderResponse, command: SendCommand): SendReceipt;
}

/** Which message to read. */
export interface ReadQuery {
	messageId: string;
	fields: FieldValues;
}

/** The current tapbacks on a message. */
export interface LiveRead {
	tapbacks: LiveTapback[];
	/** Set if the same response has the message. */
	message?: MessageContent;
}

/**
 * Reads the current tapbacks on a message.
 * @throws TapbackError TARGET_NOT_FOUND if the provider has no such message.
 */
export type ReadLive = (call: ApiClient, query: ReadQuery) => Promise<LiveRead>;

/**
 * Reads a message by its id only. The text is the current one, and may have been edited after the tapback.
 * @throws TapbackError TARGET_NOT_FOUND if the provider has no such message.
 */
export type ReadMessage = (call: ApiClient, query: ReadQuery) => Promise<MessageContent>;

/** The conversation of a tapback. */
export type ConversationQuery = Pick<ParsedTapback, 'conversationId' | 'actor' | 'line'>;

/** A message in a list of a conversation. */
export interface RecentMessage extends MessageContent {
	/** Phone number or e-mail address of the author; `null` if the list doesn't have it. */
	author: string | null;
	hasMedia: boolean;
}

/**
 * Reads the newest messages of a conversation, newest first, with one request; `undefined` if the query doesn't identify a
 * conversation.
 */
export type ReadConversation = (call: ApiClient, query: ConversationQuery) => Promise<RecentMessage[] | undefined>;

/** All current tapbacks on one message. */
export interface MessageTapbacks {
	messageId: string;
	tapbacks: readonly LiveTapback[];
}

/** Which recent messages to read. */
export interface RecentQuery {
	fields: FieldValues;
	/** Ids of older messages that should be read as well. */
	wanted: ReadonlySet<string>;
}

/** Reads the newest messages, and the wanted older ones. Omits a message if one of its tapbacks can't be read. */
export type ReadRecent = (call: ApiClient, query: RecentQuery) => Promise<MessageTapbacks[]>;
