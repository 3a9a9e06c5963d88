import { z } from 'zod';

import type { ApiClient } from '../../http/types';
import { badAnswer } from '../../model/errors';
import { PHONE_NUMBER } from '../../model/formats';
import { isoTime } from '../../model/time';
import type { ConversationReader, ListedConversation } from '../conversations';
import type { RecentMessage } from '../reactions';
import { arrayOf, lazily, listOf, optionalText, readAs } from '../schema';

export const sendblueConversations: ConversationReader = { isNamedByPerson: true, list, messages };

const NEWEST = { order_by: 'sentAt', order_direction: 'desc', limit: '100' };

const rowSchema = lazily(() =>
	z.object({
		message_handle: z.string().min(1),
		is_outbound: z.boolean(),
		content: optionalText,
		media_url: optionalText,
		group_id: optionalText,
		participants: listOf(z.string()),
		from_number: optionalText,
		to_number: optionalText,
		sendblue_number: optionalText,
		date_sent: optionalText,
	}),
);

/** A row of Sendblue's list of messages. */
export type Row = z.output<typeof rowSchema>;

/** Lists the conversations of the newest messages, because Sendblue has no request for conversations. */
async function list(call: ApiClient): Promise<ListedConversation[]> {
	const rows = await readRows(call, {});
	const found = new Map<string, ListedConversation>();
	for (const row of rows) {
		const id = conversationIdOf(row);
		if (id === undefined || found.has(id)) continue;
		const isGroup = row.group_id !== undefined;
		const participants = isGroup ? row.participants.filter((one) => one !== row.sendblue_number) : [id];
		found.set(id, { id, address: id, participants, isGroup, lastMessageAt: isoTime(row.date_sent) });
	}
	return [...found.values()];
}

/** Reads the messages between a person and any line of the account, or of a group. */
async function messages(call: ApiClient, conversationId: string): Promise<RecentMessage[]> {
	const isPerson = PHONE_NUMBER.pattern.test(conversationId);
	const where: Record<string, string> = isPerson
		? { number: conversationId, message_type: 'message' }
		: { group_id: conversationId, message_type: 'group' };
	const rows = await readRows(call, where);
	// Sendblue may ignore a filter that it doesn't know, so rows of other conversations are dropped.
	return rows.filter((row) => conversationIdOf(row) === conversationId).map(recentMessage);
}

/** Reads the newest 100 messages that fit the filter, newest first. The maximum `limit` is 1000 or 100, depending on the source. */
export async function readRows(call: ApiClient, where: Record<string, string>): Promise<Row[]> {
	const { json } = await call({ method: 'GET', path: '/api/v2/messages', query: { ...where, ...NEWEST }, idempotent: true });
	const schema = z.object({ data: arrayOf(rowSchema) });
	return readAs(schema, json, () => badAnswer('Sendblue', 'messages')).data;
}

function conversationIdOf({ group_id: group, is_outbound: isOutbound, from_number: from, to_number: to }: Row): string | undefined {
	return group ?? (isOutbound ? to : from);
}

/** Reads the message of a row. */
export function recentMessage({ message_handle: id, content, is_outbound: isOutbound, ...row }: Row): RecentMessage {
	const sentAt = isoTime(row.date_sent);
	return { id, text: content ?? null, isFromMe: isOutbound, sentAt, author: row.from_number ?? null, hasMedia: Boolean(row.media_url) };
}
