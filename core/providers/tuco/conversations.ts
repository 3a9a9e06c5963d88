import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { isoTime } from '../../model/time';
import type { ConversationReader, ListedConversation } from '../conversations';
import type { RecentMessage } from '../reactions';
import { arrayOf, lazily, listOf, optionalText, readAs } from '../schema';

export const tucoConversations: ConversationReader = { isNamedByPerson: true, list, messages };

const replySchema = lazily(() =>
	z.object({
		recipientPhone: optionalText,
		recipientEmail: optionalText,
		respondedAtUtc: optionalText,
		recentReplies: listOf(z.object({ messageId: z.string(), message: optionalText, receivedAtUtc: optionalText })),
		parentMessages: listOf(z.object({ messageId: z.string(), message: optionalText, sentAtUtc: optionalText })),
	}),
);

/** Tuco lists only conversations with people who have answered. */
async function list(call: ApiClient): Promise<ListedConversation[]> {
	const replies = await readReplies(call, {});
	return replies.flatMap(({ recipientPhone, recipientEmail, respondedAtUtc }): ListedConversation[] => {
		const person = recipientPhone ?? recipientEmail;
		if (person === undefined) return [];
		return [{ id: person, address: person, participants: [person], isGroup: false, lastMessageAt: isoTime(respondedAtUtc) }];
	});
}

async function messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]> {
	const where: Record<string, string> = conversationId.includes('@')
		? { recipientEmail: conversationId }
		: { recipientPhone: conversationId };
	const replies = await readReplies(call, where);
	// Tuco may ignore a filter that it doesn't know, so replies of other people are dropped.
	const found = replies.filter(({ recipientPhone, recipientEmail }) => [recipientPhone, recipientEmail].includes(conversationId));
	return found.flatMap(({ recentReplies, parentMessages }) => [
		...recentReplies.map((one) => messageOf(one, { isFromMe: false, sentAt: one.receivedAtUtc, author: conversationId })),
		...parentMessages.map((one) => messageOf(one, { isFromMe: true, sentAt: one.sentAtUtc, author: null })),
	]);
}

async function readReplies(call: ApiClient, where: Record<string, string>) {
	const { json } = await call({ method: 'GET', path: '/api/replies', query: { ...where, limit: '50' }, idempotent: true });
	const schema = z.object({ replies: arrayOf(replySchema) });
	return readAs(schema, json, () => badAnswer('Tuco', 'replies')).replies;
}

function messageOf(
	{ messageId: id, message: text }: { messageId: string; message?: string },
	{ isFromMe, sentAt, author }: { isFromMe: boolean; sentAt: string | undefined; author: string | null },
): RecentMessage {
	return { id, text: text ?? null, isFromMe, sentAt: isoTime(sentAt), author, hasMedia: false };
}
