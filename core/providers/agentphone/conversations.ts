import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { isoTime } from '../../model/time';
import type { ConversationReader, ListedConversation } from '../conversations';
import { isOutbound } from '../direction';
import type { RecentMessage } from '../reactions';
import { arrayOf, lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';

export const agentphoneConversations: ConversationReader = { isNamedByPerson: false, list, messages };

const PATH = '/v1/conversations';
const PAGE = { limit: '50' };

const conversationSchema = lazily(() =>
	z.object({
		id: z.string(),
		participant: optionalText,
		isGroup: optionalFlag,
		groupId: optionalText,
		participants: listOf(z.object({ identifier: z.string() })),
		lastMessageAt: optionalText,
	}),
);

const messageSchema = lazily(() =>
	z.object({
		id: z.string(),
		body: optionalText,
		direction: optionalText,
		fromNumber: optionalText,
		senderIdentifier: optionalText,
		mediaUrls: listOf(z.string()),
		receivedAt: optionalText,
	}),
);

async function list(call: ApiClient): Promise<ListedConversation[]> {
	const { json } = await call({ method: 'GET', path: PATH, query: PAGE, idempotent: true });
	const schema = z.object({ data: arrayOf(conversationSchema) });
	return readAs(schema, json, () => badAnswer('AgentPhone', 'conversations')).data.flatMap((one): ListedConversation[] => {
		// A message to a group is addressed by the id of the group, not by the id of its conversation.
		const address = one.groupId ?? one.participant;
		if (address === undefined) return [];
		const isGroup = one.isGroup ?? one.groupId !== undefined;
		const participants = isGroup ? one.participants.map(({ identifier }) => identifier) : [address];
		return [{ id: one.id, address, participants, isGroup, lastMessageAt: isoTime(one.lastMessageAt) }];
	});
}

async function messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]> {
	const path = `${PATH}/${encodeURIComponent(conversationId)}/messages`;
	const { json } = await call({ method: 'GET', path, query: PAGE, idempotent: true });
	const schema = z.object({ data: arrayOf(messageSchema) });
	return readAs(schema, json, () => badAnswer('AgentPhone', 'messages')).data.map((message) => ({
		id: message.id,
		text: message.body ?? null,
		isFromMe: message.direction === undefined ? null : isOutbound(message.direction),
		sentAt: isoTime(message.receivedAt),
		author: message.senderIdentifier ?? message.fromNumber ?? null,
		hasMedia: message.mediaUrls.length > 0,
	}));
}
