import { findConversation, type Account } from '../../model/account.mts';
import { seededUuid } from '../../model/ids.mts';
import type { Message, Tapback } from '../../model/message.mts';

const EYES = '👀';

/** The compact entry of `reactions[]`. */
export function wireReaction({ conversations }: Account, message: Message, tapback: Tapback): Record<string, unknown> {
	const group = conversations.find(({ id, isGroup }) => id === message.conversationId && isGroup);
	const remote = tapback.from === 'human' ? tapback.actor : remoteNumber(message, group?.participants);
	return {
		id: tapback.id,
		direction: tapback.from === 'human' ? 'inbound' : 'outbound',
		...wireValue(tapback),
		remote_number: remote,
		part_index: tapback.partIndex,
		created_at: tapback.at,
	};

	function remoteNumber({ from, author, conversationId }: Message, participants: string[] | undefined): string {
		if (from === 'human') return author;
		return participants?.[0] ?? conversations.find(({ id }) => id === conversationId)?.participants[0] ?? author;
	}
}

/** The whole reaction object, of responses to a send and of webhooks. */
export function wireFullReaction(account: Account, message: Message, tapback: Tapback, updatedAt: string): Record<string, unknown> {
	const { id, created_at, ...rest } = wireReaction(account, message, tapback);
	return {
		id,
		conversation_id: message.conversationId,
		assignment_id: assignmentId(account, message.conversationId),
		target_message_id: message.id,
		...rest,
		created_at,
		updated_at: updatedAt,
	};
}

/** The router's assignment of a person to an identity; groups have none. */
export function assignmentId(account: Account, conversationId: string): string | null {
	const conversation = findConversation(account, conversationId);
	return conversation?.isGroup === false ? seededUuid(`inkbox:assignment:${conversationId}`) : null;
}

// The agent's only emoji is the seventh value, `eyes`; a human's emoji is always `custom`.
function wireValue({ from, reaction, emoji }: Tapback): { reaction: string; custom_emoji: string | null } {
	if (reaction !== 'emoji') return { reaction, custom_emoji: null };
	if (from === 'agent' && emoji === EYES) return { reaction: 'eyes', custom_emoji: null };
	return { reaction: 'custom', custom_emoji: emoji };
}
