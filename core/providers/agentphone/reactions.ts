import { z } from 'zod';

import type { ProviderResponse, ApiClient } from '../../http/types';
import { emojiOrUnknown, isSameEmoji } from '../../model/emoji';
import { TapbackError, badAnswer, otherTapback } from '../../model/errors';
import type { MessageContent } from '../../model/message';
import { type InboundReaction, type Reaction, isClassicReaction } from '../../model/reaction';
import type { LiveTapback } from '../../model/tapback-event';
import { isoTime } from '../../model/time';
import { isOutbound } from '../direction';
import { textField } from '../fields';
import type { LiveRead, ReadQuery, SendCommand, SendReceipt } from '../reactions';
import { lazily, listOf, optionalFlag, optionalText, readAs } from '../schema';

export const PAGE_SIZE = 100;
export const MOST_PAGES = 20;

const ENTRY = { id: optionalText, fromNumber: optionalText, direction: optionalText };

const reactionSchema = lazily(() => z.object({ ...ENTRY, reactionType: z.string(), createdAt: optionalText }));

const messageSchema = lazily(() =>
	z.object({
		...ENTRY,
		body: optionalText,
		toNumber: optionalText,
		channel: optionalText,
		receivedAt: optionalText,
		reactions: listOf(reactionSchema),
	}),
);

export function buildReaction({ messageId, reaction }: SendCommand) {
	const path = `/v1/messages/${encodeURIComponent(messageId)}/reactions`;
	// The same tapback again replaces itself on the phone.
	return { method: 'POST', path, body: { reaction: wireValue(reaction) }, idempotent: true } as const;
}

export function parseReceipt({ json }: ProviderResponse, { reaction }: SendCommand): SendReceipt {
	const receipt = readAs(z.object({ id: optionalText, reaction_type: z.string() }), json, () => badAnswer('AgentPhone', 'the tapback'));
	if (!isSameEmoji(receipt.reaction_type, wireValue(reaction))) throw otherTapback('AgentPhone');
	return { outcome: 'applied', reactionId: receipt.id };
}

function wireValue(reaction: Reaction): string {
	return reaction.type === 'emoji' ? reaction.emoji : reaction.type;
}

export function reactionOf(name: string): InboundReaction {
	if (isClassicReaction(name)) return { type: name };
	return emojiOrUnknown(name);
}

export async function readLive(call: ApiClient, { messageId, fields }: ReadQuery): Promise<LiveRead> {
	const conversationId = textField(fields, 'conversationId') ?? '';
	const path = `/v1/conversations/${encodeURIComponent(conversationId)}/messages`;
	const query: Record<string, string> = { limit: `${PAGE_SIZE}` };
	const seen = new Set<string | undefined>();
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const answer = await call({ method: 'GET', path, query: { ...query }, idempotent: true });
		const { data, hasMore } = readAs(z.object({ data: listOf(messageSchema), hasMore: optionalFlag }), answer.json, () =>
			badAnswer('AgentPhone', 'messages'),
		);
		const message = data.find(({ id }) => id === messageId);
		if (message) return { tapbacks: liveOf(message, messageId, conversationId), message: contentOf(message, messageId) };
		for (const { id } of data) seen.add(id);
		const oldest = data.flatMap(({ receivedAt }) => isoTime(receivedAt) ?? []).sort()[0];
		// The images of a carousel arrive in the same instant, and a page may end between them.
		const before = oldest && new Date(Date.parse(oldest) + 1).toISOString();
		if (!(hasMore ?? data.length >= PAGE_SIZE) || !before || before === query.before) break;
		query.before = before;
	}
	throw new TapbackError(
		'TARGET_NOT_FOUND',
		`AgentPhone has no message ${messageId} among the newest of conversation ${conversationId} (${seen.size} were read). Check Message ID and Conversation ID.`,
	);
}

function liveOf(message: z.output<typeof messageSchema>, messageId: string, conversationId: string): LiveTapback[] {
	return message.reactions.map((live) => ({
		reaction: reactionOf(live.reactionType),
		messageId,
		partIndex: null,
		actor: live.fromNumber ?? null,
		isFromMe: isOutbound(live.direction),
		conversationId,
		service: message.channel ?? null,
		line: (isOutbound(message.direction) ? message.fromNumber : message.toNumber) ?? null,
		occurredAt: isoTime(live.createdAt),
		reactionId: live.id ?? null,
	}));
}

function contentOf({ body, direction, receivedAt }: z.output<typeof messageSchema>, id: string): MessageContent {
	return { id, text: body ?? null, isFromMe: direction === undefined ? null : isOutbound(direction), sentAt: isoTime(receivedAt) };
}
