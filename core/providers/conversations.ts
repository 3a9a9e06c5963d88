import type { ApiClient } from '../http/types';
import type { RecentMessage } from './reactions';

/** A conversation of the account, for its user to choose from. */
export interface ListedConversation {
	/** What its messages are asked for with. */
	id: string;
	/** Where a message goes that is sent into it: a recipient, or the conversation’s id. */
	address: string;
	/** Phone numbers and e-mail addresses of those who are not us. */
	participants: readonly string[];
	isGroup: boolean;
	/** ISO 8601 UTC; `null` where the provider doesn't say. */
	lastMessageAt: string | null;
}

/** The conversations of an account and their newest messages, as far as one request each tells them. */
export interface ConversationReader {
	/** Whether the id of a conversation of two is the address of the person. */
	isNamedByPerson: boolean;
	list(call: ApiClient): Promise<ListedConversation[]>;
	/** By the id of a listed one. */
	messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]>;
}
