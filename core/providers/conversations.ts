import type { ApiClient } from '../http/types';
import type { RecentMessage } from './reactions';

/** A conversation of the account, for a list to choose from. */
export interface ListedConversation {
	/** Identifies the conversation in requests for its messages. */
	id: string;
	/** The address for sending a message to it: a recipient, or the id of the conversation. */
	address: string;
	/** Phone numbers and e-mail addresses of the other people. */
	participants: readonly string[];
	isGroup: boolean;
	/** ISO 8601 UTC; `null` if the provider doesn't report it. */
	lastMessageAt: string | null;
}

/** Reads the conversations of an account, and the newest messages of one, with a single request each. */
export interface ConversationReader {
	/** Whether the id of a conversation with one person is the address of that person. */
	isNamedByPerson: boolean;
	list(call: ApiClient): Promise<ListedConversation[]>;
	/** `conversationId` is the id of a listed conversation. */
	messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]>;
}
