import type { ProviderResponse, ApiClient, HttpRequest } from '../http/types';
import type { MessageContent } from '../model/message';
import type { Action, Reaction } from '../model/reaction';
import type { LiveTapback, ParsedTapback } from '../model/tapback-event';
import type { FieldValues } from './fields';

/** A checked command: the reaction is one the provider can send, ids are well-formed. */
export interface SendCommand {
	action: Action;
	messageId: string;
	partIndex: number | undefined;
	reaction: Reaction;
	fields: FieldValues;
	/** The provider's id of our tapback on the message, read a moment ago: only for a removal `by-reaction-id`. */
	reactionId?: string;
}

export interface SendReceipt {
	outcome: 'applied' | 'accepted' | 'unchanged';
	reactionId?: string;
	traceId?: string;
}

export interface SendCodec {
	build(command: SendCommand): HttpRequest;
	/** @throws TapbackError BAD_ANSWER where a 2xx doesn't confirm the command. */
	parse(answer: ProviderResponse, command: SendCommand): SendReceipt;
}

export interface ReadQuery {
	messageId: string;
	fields: FieldValues;
}

/** What one message has on it. */
export interface LiveRead {
	tapbacks: LiveTapback[];
	/** Where the same response tells it. */
	message?: MessageContent;
}

export type ReadLive = (call: ApiClient, query: ReadQuery) => Promise<LiveRead>;

/**
 * One message by its id alone, as it is now: its text may have been edited since.
 * @throws TapbackError TARGET_NOT_FOUND where the provider has none of this id.
 */
export type ReadMessage = (call: ApiClient, query: ReadQuery) => Promise<MessageContent>;

/** Which conversation a tapback came in. */
export type ConversationQuery = Pick<ParsedTapback, 'conversationId' | 'actor' | 'line'>;

/** One of the messages of a conversation. */
export interface RecentMessage extends MessageContent {
	/** Phone number or e-mail address of who wrote; `null` where it isn't told. */
	author: string | null;
	hasMedia: boolean;
}

/** The newest messages of a conversation, newest first, with one request; `undefined` where too little is known to ask for it. */
export type ReadConversation = (call: ApiClient, query: ConversationQuery) => Promise<RecentMessage[] | undefined>;

/** What stands on one message, all of it. */
export interface MessageTapbacks {
	messageId: string;
	tapbacks: readonly LiveTapback[];
}

export interface RecentQuery {
	fields: FieldValues;
	/** Messages to look further back for. */
	wanted: ReadonlySet<string>;
}

/** The newest messages, and older ones that are wanted. One whose tapbacks aren't wholly understood is left out. */
export type ReadRecent = (call: ApiClient, query: RecentQuery) => Promise<MessageTapbacks[]>;
