import { z } from 'zod';

import type { ProviderResponse, ApiClient } from '../../http/types';
import { isSameAddress } from '../../model/address';
import { isSameEmoji } from '../../model/emoji';
import { badAnswer, otherTapback } from '../../model/errors';
import { textField } from '../fields';
import type { ConversationQuery, RecentMessage, SendCommand, SendReceipt } from '../reactions';
import { lazily, optionalText, readAs } from '../schema';
import { type Row, readRows, recentMessage } from './conversations';

const receiptSchema = lazily(() => z.object({ status: z.string().regex(/^ok$/i), reaction: optionalText }));

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
 * Reads the newest messages between a person and a line, or of a group. Sendblue may ignore a filter that it doesn't know,
 * so rows of other conversations are dropped.
 */
export async function readConversation(call: ApiClient, place: ConversationQuery): Promise<RecentMessage[] | undefined> {
	const where = conversationFilter(place);
	if (where === undefined) return undefined;
	const rows = await readRows(call, where);
	const found = rows.filter((row) => isInConversation(row, place)).map(recentMessage);
	return found.sort((one, other) => (other.sentAt ?? '').localeCompare(one.sentAt ?? ''));
}

function conversationFilter({ conversationId, actor, line }: ConversationQuery): Record<string, string> | undefined {
	if (conversationId !== null) return { group_id: conversationId, message_type: 'group' };
	return actor === null || line === null ? undefined : { number: actor, sendblue_number: line, message_type: 'message' };
}

function isInConversation(row: Row, { conversationId, actor, line }: ConversationQuery): boolean {
	if (conversationId !== null) return row.group_id === conversationId;
	const isBetween = (one: string | null, other: string | null) =>
		isSameAddress(row.from_number ?? '', one ?? '') && isSameAddress(row.to_number ?? '', other ?? '');
	return row.group_id === undefined && (isBetween(actor, line) || isBetween(line, actor));
}
