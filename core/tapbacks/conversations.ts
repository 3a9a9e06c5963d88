import { plainAddress } from '../model/address';
import type { ApiClient } from '../http/types';
import { TapbackError } from '../model/errors';
import type { ConversationReader, ListedConversation } from '../providers/conversations';
import type { Provider } from '../providers/provider';
import type { RecentMessage } from '../providers/reactions';

/** Number of conversations whose messages are listed. */
const MOST_CONVERSATIONS = 5;

/** A message of the account, for a list to choose from. */
export interface ListedMessage extends RecentMessage {
	conversation: ListedConversation;
}

/**
 * Lists the conversations of the account, newest first if the provider has their times. An empty list if the provider can't list them.
 * @throws TapbackError for every refusal of the provider.
 */
export async function listConversations(provider: Pick<Provider, 'conversations'>, call: ApiClient): Promise<ListedConversation[]> {
	const found = (await provider.conversations?.list(call)) ?? [];
	return [...found].sort((one, other) => (other.lastMessageAt ?? '').localeCompare(one.lastMessageAt ?? ''));
}

/**
 * Lists the newest messages of the 5 newest conversations, newest first. An empty list if the provider can't list conversations.
 * @throws TapbackError for every refusal of the provider.
 */
export async function listRecentMessages(provider: Pick<Provider, 'conversations'>, call: ApiClient): Promise<ListedMessage[]> {
	const { conversations: reader } = provider;
	if (reader === undefined) return [];
	const newest = (await listConversations(provider, call)).slice(0, MOST_CONVERSATIONS);
	const each = newest.map(async (conversation) =>
		(await reader.messages(call, conversation.id)).map((message) => ({ ...message, conversation })),
	);
	return (await Promise.all(each)).flat().sort(newestFirst);
}

/**
 * Returns the id of the latest message of a conversation, from the other side or from us. `conversation` is an id, or the
 * address of a person.
 * @throws TapbackError INVALID_INPUT if the conversation is empty or ambiguous, TARGET_NOT_FOUND if it has no such message,
 * UNSUPPORTED if the provider can't list messages, and every refusal of the provider.
 */
export async function findLatestMessage(
	provider: Provider,
	call: ApiClient,
	{ conversation, from }: { conversation: unknown; from: 'them' | 'us' },
): Promise<string> {
	const { name, conversations: reader } = provider;
	if (reader === undefined) {
		throw new TapbackError('UNSUPPORTED', `${name} lists no messages, so the latest one can’t be found. Give the id of the message.`);
	}
	const given = typeof conversation === 'string' ? conversation.trim() : '';
	if (given === '') {
		const message = 'Conversation is empty. Choose one from the list, or give its id or the person’s phone number.';
		throw new TapbackError('INVALID_INPUT', message, { field: 'conversation' });
	}
	const id = await idOf(reader, call, given);
	const messages = id === undefined ? [] : await reader.messages(call, id);
	const [latest] = messages.filter(({ isFromMe, sentAt }) => isFromMe === (from === 'us') && sentAt !== null).sort(newestFirst);
	if (latest !== undefined) return latest.id;
	const whose = from === 'us' ? 'from you' : 'from them';
	throw new TapbackError(
		'TARGET_NOT_FOUND',
		`${name} lists no message ${whose} in the conversation “${given.slice(0, 100)}”. Check Conversation.`,
	);
}

/** Returns the id of a conversation, which may be given by the address of the person; `undefined` if there is none. */
async function idOf(reader: ConversationReader, call: ApiClient, given: string): Promise<string | undefined> {
	const address = plainAddress(given);
	const isPerson = address.includes('@') || /^\+\d+$/.test(address);
	if (!isPerson) return given;
	if (reader.isNamedByPerson) return address;
	const all = await reader.list(call);
	const [found, ...others] = all.filter(
		({ isGroup, participants }) => !isGroup && participants.some((one) => plainAddress(one) === address),
	);
	// A person may have a conversation with each of two lines, and it isn't known which one is meant.
	if (others.length === 0) return found?.id;
	const message = `There are ${others.length + 1} conversations with ${given}. Choose one from the list, or give its id.`;
	throw new TapbackError('INVALID_INPUT', message, { field: 'conversation' });
}

function newestFirst(one: RecentMessage, other: RecentMessage): number {
	return (other.sentAt ?? '').localeCompare(one.sentAt ?? '');
}
