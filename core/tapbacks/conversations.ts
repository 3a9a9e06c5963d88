import { plainAddress } from '../model/address';
import type { ApiClient } from '../http/types';
import { TapbackError } from '../model/errors';
import type { ConversationReader, ListedConversation } from '../providers/conversations';
import type { Provider } from '../providers/provider';
import type { RecentMessage } from '../providers/reactions';

/** How many of the conversations the newest messages of an account are taken from. */
const MOST_CONVERSATIONS = 5;

/** A message of the account, for its user to choose from. */
export interface ListedMessage extends RecentMessage {
	conversation: ListedConversation;
}

/** The conversations of the account, newest first where the provider tells; none where it lists none. */
export async function listConversations(provider: Pick<Provider, 'conversations'>, call: ApiClient): Promise<ListedConversation[]> {
	const found = (await provider.conversations?.list(call)) ?? [];
	return [...found].sort((one, other) => (other.lastMessageAt ?? '').localeCompare(one.lastMessageAt ?? ''));
}

/** The newest messages of the account's newest conversations, newest first. */
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
 * The id of the latest message of a conversation, from them or from us. The conversation by its id, or a conversation of two by
 * the person's address.
 * @throws TapbackError INVALID_INPUT for no conversation, TARGET_NOT_FOUND where there is no such message, UNSUPPORTED where the
 * provider lists none.
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
		const says = 'Conversation is empty. Choose one from the list, or give its id or the person’s phone number.';
		throw new TapbackError('INVALID_INPUT', says, { field: 'conversation' });
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

/** A person’s address names the conversation with them, where the provider has another id for it. */
async function idOf(reader: ConversationReader, call: ApiClient, given: string): Promise<string | undefined> {
	const address = plainAddress(given);
	const isPerson = address.includes('@') || /^\+\d+$/.test(address);
	if (!isPerson) return given;
	if (reader.isNamedByPerson) return address;
	const all = await reader.list(call);
	const [found, ...others] = all.filter(
		({ isGroup, participants }) => !isGroup && participants.some((one) => plainAddress(one) === address),
	);
	// With two of our lines there may be two: which one is meant can't be told.
	if (others.length === 0) return found?.id;
	const says = `There are ${others.length + 1} conversations with ${given}. Choose one from the list, or give its id.`;
	throw new TapbackError('INVALID_INPUT', says, { field: 'conversation' });
}

function newestFirst(one: RecentMessage, other: RecentMessage): number {
	return (other.sentAt ?? '').localeCompare(one.sentAt ?? '');
}
