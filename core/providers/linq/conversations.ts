import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { isoTime } from '../../model/time';
import type { ConversationReader, ListedConversation } from '../conversations';
import type { RecentMessage } from '../reactions';
import { arrayOf, lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import { ROOT } from './reactions';

export const linqConversations: ConversationReader = { isNamedByPerson: false, list, messages };

const handleSchema = lazily(() => z.object({ handle: z.string(), is_me: optionalFlag }));

const chatSchema = lazily(() =>
	z.object({ id: z.string(), handles: listOf(handleSchema), is_group: optionalFlag, updated_at: optionalText }),
);

const messageSchema = lazily(() =>
	z.object({
		id: z.string(),
		is_from_me: optionalFlag,
		sent_at: optionalText,
		created_at: optionalText,
		from_handle: handleSchema.optional().catch(undefined),
		parts: listOf(z.object({ type: optionalText, value: optionalText })),
	}),
);

async function list(call: ApiClient): Promise<ListedConversation[]> {
	const { json } = await call({ method: 'GET', path: `${ROOT}/chats`, idempotent: true });
	const schema = z.object({ chats: arrayOf(chatSchema) });
	return readAs(schema, json, () => badAnswer('Linq', 'chats')).chats.map(({ id, handles, is_group: isGroup, updated_at: updatedAt }) => ({
		id,
		address: id,
		participants: handles.filter(({ is_me: isMe }) => isMe !== true).map(({ handle }) => handle),
		isGroup: isGroup ?? false,
		lastMessageAt: isoTime(updatedAt),
	}));
}

async function messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]> {
	const path = `${ROOT}/chats/${encodeURIComponent(conversationId)}/messages`;
	const { json } = await call({ method: 'GET', path, idempotent: true });
	const schema = z.object({ messages: arrayOf(messageSchema) });
	return readAs(schema, json, () => badAnswer('Linq', 'messages')).messages.map((message) => {
		const texts = message.parts.flatMap(({ type, value }) => (type === 'media' ? [] : (value ?? [])));
		return {
			id: message.id,
			text: texts.join('\n') || null,
			isFromMe: message.is_from_me ?? null,
			sentAt: isoTime(message.sent_at ?? message.created_at),
			author: message.from_handle?.handle ?? null,
			hasMedia: message.parts.some(({ type }) => type === 'media'),
		};
	});
}
