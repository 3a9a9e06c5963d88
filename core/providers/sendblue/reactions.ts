import { z } from 'zod';

import type { ProviderResponse, ApiClient } from '../../http/types';
import { isSameAddress } from '../../model/address';
import { isSameEmoji } from '../../model/emoji';
import { badAnswer, otherTapback } from '../../model/errors';
import { isoTime } from '../../model/time';
import { textField } from '../fields';
import type { ConversationQuery, RecentMessage, SendCommand, SendReceipt } from '../reactions';
import { arrayOf, lazily, optionalText, readAs } from '../schema';

/** Number of messages that may contain a quoted one. */
const MOST_RECENT = 100;

const receiptSchema = lazily(() => z.object({ status: z.string().regex(/^ok$/i), reaction: optionalText }));

const rowSchema = lazily(() =>
	z.object({
		message_handle: z.string().min(1),
		is_outbound: z.boolean(),
		content: optionalText,
		media_url: optionalText,
		group_id: optionalText,
		from_number: optionalText,
		to_number: optionalText,
		sendblue_number: optionalText,
		date_sent: optionalText,
	}),
);

export function buildReaction(command: SendCommand) {
	const { messageId, partIndex, fields } = command;
	return {
		method: 'POST',
		path: '/api/send-reaction',
		body: {
			from_number: textField(fields, 'fromNumber'),
			message_handle: messageId,
			reaction: wireReaction(command),
			...(partIndex === undefined ? {} : { part_index: partIndex }),
		},
		// Idempotent, because the same tapback again replaces itself, and a removal names the tapback.
		idempotent: true,
	} as const;
}

/**
 * The prefix `-` for a removal is not on the vendor's page. Source: two other implementations, autumn 2026
 * (docs/research/sendblue.md).
 */
function wireReaction({ action, reaction }: SendCommand): string {
	const value = reaction.type === 'emoji' ? reaction.emoji : reaction.type;
	return action === 'remove' ? `-${value}` : value;
}

/** `OK` means only that the request was sent. Sendblue never reports the result. */
export function parseReceipt({ json }: ProviderResponse, command: SendCommand): SendReceipt {
	const sent = wireReaction(command);
	const { reaction = sent } = readAs(receiptSchema, json, () => badAnswer('Sendblue', 'the status OK'));
	if (!isSameEmoji(reaction, sent)) throw otherTapback('Sendblue');
	return { outcome: 'accepted' };
}

/**
 * Reads the newest messages between a person and a line, or of a group. The maximum `limit` is 1000 or 100, depending on
 * the source. Sendblue may ignore a filter that it doesn't know, so rows of other conversations are dropped.
 */
export async function readConversation(call: ApiClient, place: ConversationQuery): Promise<RecentMessage[] | undefined> {
	const where = conversationFilter(place);
	if (where === undefined) return undefined;
	const query = { ...where, order_by: 'sentAt', order_direction: 'desc', limit: `${MOST_RECENT}` };
	const answer = await call({ method: 'GET', path: '/api/v2/messages', query, idempotent: true });
	const schema = z.object({ data: arrayOf(rowSchema) });
	const rows = readAs(schema, answer.json, () => badAnswer('Sendblue', 'messages')).data;
	const found = rows.filter((row) => isInConversation(row, place)).map(recentMessage);
	return found.sort((one, other) => (other.sentAt ?? '').localeCompare(one.sentAt ?? ''));
}

function conversationFilter({ conversationId, actor, line }: ConversationQuery): Record<string, string> | undefined {
	if (conversationId !== null) return { group_id: conversationId, message_type: 'group' };
	return actor === null || line === null ? undefined : { number: actor, sendblue_number: line, message_type: 'message' };
}

function isInConversation(row: z.output<typeof rowSchema>, { conversationId, actor, line }: ConversationQuery): boolean {
	if (conversationId !== null) return row.group_id === conversationId;
	const isBetween = (one: string | null, other: string | null) =>
		isSameAddress(row.from_number ?? '', one ?? '') && isSameAddress(row.to_number ?? '', other ?? '');
	return row.group_id === undefined && (isBetween(actor, line) || isBetween(line, actor));
}

function recentMessage({
	message_handle: id,
	content,
	is_outbound: isOutbound,
	date_sent: sent,
	from_number: from,
	media_url: media,
}: z.output<typeof rowSchema>): RecentMessage {
	return { id, text: content || null, isFromMe: isOutbound, sentAt: isoTime(sent), author: from ?? null, hasMedia: Boolean(media) };
}
