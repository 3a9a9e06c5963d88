import { z } from 'zod';

import type { ProviderResponse, ApiClient } from '../../http/types';
import { emojiOrUnknown } from '../../model/emoji';
import { badAnswer } from '../../model/errors';
import type { MessageContent } from '../../model/message';
import { type InboundReaction, type Reaction, isClassicReaction } from '../../model/reaction';
import { isSameMessageId } from '../../model/target';
import { isoTime } from '../../model/time';
import type { LiveRead, ReadQuery, SendCommand, SendReceipt } from '../reactions';
import { lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';

export const ROOT = '/api/partner/v3';

const receiptSchema = lazily(() => z.object({ trace_id: optionalText }).catch({}));

const handleSchema = lazily(() => z.object({ handle: optionalText }).optional().catch(undefined));

const messageSchema = lazily(() =>
	z.object({
		id: z.string(),
		chat_id: optionalText,
		service: optionalText,
		is_from_me: optionalFlag,
		sent_at: optionalText,
		created_at: optionalText,
		// No part may be omitted, because the index of the later parts would change.
		parts: z.array(
			z.object({
				type: optionalText,
				value: optionalText,
				reactions: listOf(z.object({ type: z.string(), custom_emoji: optionalText, is_me: optionalFlag, handle: handleSchema })),
			}),
		),
	}),
);

export function buildReaction({ action, messageId, partIndex, reaction }: SendCommand) {
	return {
		method: 'POST',
		path: `${ROOT}/messages/${encodeURIComponent(messageId)}/reactions`,
		body: { operation: action, ...reactionFields(reaction), ...(partIndex === undefined ? {} : { part_index: partIndex }) },
		// The operation is explicit, so the same request twice leads to the same state.
		idempotent: true,
	} as const;
}

/** Linq responds "accepted" only. The result arrives later, as an event with is_from_me. */
export function parseReceipt({ json }: ProviderResponse): SendReceipt {
	return { outcome: 'accepted', traceId: receiptSchema.safeParse(json).data?.trace_id };
}

function reactionFields(reaction: Reaction) {
	return reaction.type === 'emoji' ? { type: 'custom', custom_emoji: reaction.emoji } : { type: reaction.type };
}

export function reactionOf(type: string, customEmoji: string | undefined): InboundReaction {
	if (isClassicReaction(type)) return { type };
	if (type === 'custom' && customEmoji !== undefined) return emojiOrUnknown(customEmoji);
	return type === 'sticker' ? { type } : { type: 'unknown', name: type };
}

export async function readLive(call: ApiClient, { messageId }: ReadQuery): Promise<LiveRead> {
	const message = await getMessage(call, messageId);
	const tapbacks = message.parts.flatMap(({ reactions }, partIndex) =>
		reactions.map((live) => ({
			reaction: reactionOf(live.type, live.custom_emoji),
			messageId: message.id,
			partIndex,
			actor: live.handle?.handle ?? null,
			isFromMe: live.is_me ?? false,
			conversationId: message.chat_id ?? null,
			service: message.service ?? null,
			line: null,
			occurredAt: null,
			reactionId: null,
		})),
	);
	return { tapbacks, message: contentOf(message) };
}

export async function readMessage(call: ApiClient, { messageId }: ReadQuery): Promise<MessageContent> {
	return contentOf(await getMessage(call, messageId));
}

function contentOf(message: z.output<typeof messageSchema>): MessageContent {
	const parts = message.parts.map(({ type, value }) => (type === 'media' ? null : (value ?? null)));
	const texts = parts.filter((text) => text !== null);
	return {
		id: message.id,
		text: texts.length === 0 ? null : texts.join('\n'),
		isFromMe: message.is_from_me ?? null,
		sentAt: isoTime(message.sent_at ?? message.created_at),
		parts,
	};
}

async function getMessage(call: ApiClient, messageId: string) {
	const answer = await call({ method: 'GET', path: `${ROOT}/messages/${encodeURIComponent(messageId)}`, idempotent: true });
	const message = readAs(messageSchema, answer.json, () => badAnswer('Linq', 'a message'));
	if (!isSameMessageId(message.id, messageId)) throw badAnswer('Linq', 'the message that was asked for');
	return message;
}
