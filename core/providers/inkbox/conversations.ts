import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { isoTime } from '../../model/time';
import type { ConversationReader, ListedConversation } from '../conversations';
import { isOutbound } from '../direction';
import type { RecentMessage } from '../reactions';
import { arrayOf, lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';
import { ROOT } from './registration';

export const inkboxConversations: ConversationReader = { isNamedByPerson: false, list, messages };

const conversationSchema = lazily(() =>
	z.object({ id: z.string(), remote_number: optionalText, participants: listOf(z.string()), is_group: optionalFlag }),
);

const messageSchema = lazily(() =>
	z.object({
		id: z.string(),
		content: optionalText,
		direction: optionalText,
		sender_number: optionalText,
		remote_number: optionalText,
		media: listOf(z.unknown()),
		created_at: optionalText,
	}),
);

async function list(call: ApiClient): Promise<ListedConversation[]> {
	const { json } = await call({ method: 'GET', path: `${ROOT}/imessage/conversations`, idempotent: true });
	const found = readAs(arrayOf(conversationSchema), json, () => badAnswer('Inkbox', 'conversations'));
	return found.map(({ id, remote_number: person, participants, is_group: isGroup }) => ({
		id,
		address: id,
		participants: participants.length > 0 ? participants : person === undefined ? [] : [person],
		isGroup: isGroup ?? participants.length > 0,
		lastMessageAt: null,
	}));
}

async function messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]> {
	const query = { limit: '50', conversation_id: conversationId, include_groups: 'true' };
	const { json } = await call({ method: 'GET', path: `${ROOT}/imessage/messages`, query, idempotent: true });
	return readAs(arrayOf(messageSchema), json, () => badAnswer('Inkbox', 'messages')).map((message) => ({
		id: message.id,
		text: message.content ?? null,
		isFromMe: message.direction === undefined ? null : isOutbound(message.direction),
		sentAt: isoTime(message.created_at),
		author: message.sender_number ?? (isOutbound(message.direction) ? undefined : message.remote_number) ?? null,
		hasMedia: message.media.length > 0,
	}));
}
