import { z } from 'zod';

import type { ProviderResponse, ApiClient, HttpRequest } from '../../http/types';
import { emojiOrUnknown, isSameEmoji } from '../../model/emoji';
import { TapbackError, badAnswer, otherTapback } from '../../model/errors';
import type { MessageContent } from '../../model/message';
import { type InboundReaction, type Reaction, isClassicReaction } from '../../model/reaction';
import type { LiveTapback } from '../../model/tapback-event';
import { isSameMessageId, plainMessageId } from '../../model/target';
import { isoTime } from '../../model/time';
import { isInbound, isOutbound } from '../direction';
import type { LiveRead, MessageTapbacks, ReadQuery, RecentQuery, SendCommand, SendReceipt } from '../reactions';
import { lazily, listOf, optionalIndex, optionalText, readAs } from '../schema';
import { ROOT, identityIdOf } from './registration';

const REACTIONS = `${ROOT}/imessage/reactions`;

const PAGE_SIZE = 200;
const MOST_RECENT_PAGES = 5;

/** The only emoji that Inkbox sends. Its name there is `eyes`. */
export const EYES = '👀';

const REACTION = {
	id: optionalText,
	conversation_id: optionalText,
	target_message_id: optionalText,
	direction: optionalText,
	reaction: z.string(),
	custom_emoji: optionalText,
	remote_number: optionalText,
	part_index: optionalIndex,
	created_at: optionalText,
	updated_at: optionalText,
};

const CONTENT = { id: z.string(), content: optionalText, direction: optionalText, created_at: optionalText };

const MESSAGE = { ...CONTENT, conversation_id: optionalText, service: optionalText };

const receiptSchema = lazily(() => z.object(REACTION));

/** `direction` and `part_index` are required: without them an entry may or may not be ours, so the message can't be read. */
const messageSchema = lazily(() => {
	const reaction = z.object({ ...REACTION, direction: z.string(), part_index: z.number().int().nonnegative() });
	return z.object({ ...MESSAGE, reactions: z.array(reaction).nullable() });
});

const contentSchema = lazily(() => z.object(CONTENT));

export function buildReaction({ messageId, partIndex, reaction, reactionId }: SendCommand): HttpRequest {
	// Idempotent, because removing a tapback that is gone already succeeds.
	if (reactionId !== undefined) return { method: 'DELETE', path: `${REACTIONS}/${encodeURIComponent(reactionId)}`, idempotent: true };
	const body = { message_id: messageId, reaction: wireName(reaction), ...(partIndex === undefined ? {} : { part_index: partIndex }) };
	// Idempotent, because the same tapback again replaces itself.
	return { method: 'POST', path: REACTIONS, body, idempotent: true };
}

export function parseReceipt({ json }: ProviderResponse, { messageId, partIndex, reaction, reactionId }: SendCommand): SendReceipt {
	if (reactionId !== undefined) return { outcome: 'applied', reactionId };
	const created = readAs(receiptSchema, json, () => badAnswer('Inkbox', 'the tapback'));
	const isRequested =
		created.reaction === wireName(reaction) &&
		(created.target_message_id ?? messageId).toLowerCase() === messageId.toLowerCase() &&
		(created.part_index ?? partIndex ?? 0) === (partIndex ?? 0);
	if (!isRequested) throw otherTapback('Inkbox');
	return { outcome: 'applied', reactionId: created.id };
}

function wireName(reaction: Reaction): string {
	if (reaction.type !== 'emoji') return reaction.type;
	if (isSameEmoji(reaction.emoji, EYES)) return 'eyes';
	throw new TapbackError(
		'UNSUPPORTED',
		`Inkbox can’t send the emoji ${reaction.emoji}. The only emoji it sends is ${EYES}. Nothing was sent.`,
	);
}

export function reactionOf(name: string, customEmoji: string | undefined): InboundReaction {
	if (isClassicReaction(name)) return { type: name };
	if (name === 'eyes') return { type: 'emoji', emoji: EYES };
	return name === 'custom' && customEmoji !== undefined ? emojiOrUnknown(customEmoji) : { type: 'unknown', name };
}

/** `remote_number` is the person on the other side, even if the agent itself reacted. */
export function whoReacted(direction: string | undefined, remoteNumber: string | undefined) {
	const isFromMe = !isInbound(direction);
	return { isFromMe, actor: isFromMe ? null : (remoteNumber ?? null) };
}

export async function readLive(call: ApiClient, { messageId }: ReadQuery): Promise<LiveRead> {
	const message = await getMessage(call, messageSchema, messageId);
	return { tapbacks: liveOf(message), message: contentOf(message) };
}

export async function readMessage(call: ApiClient, { messageId }: ReadQuery): Promise<MessageContent> {
	return contentOf(await getMessage(call, contentSchema, messageId));
}

function contentOf({ id, content, direction, created_at: createdAt }: z.output<typeof contentSchema>): MessageContent {
	return {
		id,
		text: content ?? null,
		isFromMe: direction === undefined ? null : isOutbound(direction),
		sentAt: isoTime(createdAt),
	};
}

async function getMessage<T extends z.ZodType<{ id: string }>>(call: ApiClient, schema: T, messageId: string): Promise<z.output<T>> {
	const answer = await call({ method: 'GET', path: `${ROOT}/imessage/messages/${encodeURIComponent(messageId)}`, idempotent: true });
	const message = readAs(schema, answer.json, () => badAnswer('Inkbox', 'a message'));
	if (!isSameMessageId(message.id, messageId)) throw badAnswer('Inkbox', 'the message that was asked for');
	return message;
}

/** Lists messages, newest first. The last page has fewer than `PAGE_SIZE`. */
async function listMessages(call: ApiClient, filter: Record<string, string>, page: number): Promise<unknown[]> {
	const query = { limit: `${PAGE_SIZE}`, include_groups: 'true', ...filter, offset: `${page * PAGE_SIZE}` };
	const answer = await call({ method: 'GET', path: `${ROOT}/imessage/messages`, query, idempotent: true });
	return readAs(z.array(z.unknown()), answer.json, () => badAnswer('Inkbox', 'messages'));
}

export async function readRecent(call: ApiClient, { fields, wanted }: RecentQuery): Promise<MessageTapbacks[]> {
	const identityId = await identityIdOf(call, fields);
	const missing = new Set([...wanted].map(plainMessageId));
	const found: MessageTapbacks[] = [];
	for (let page = 0; page < MOST_RECENT_PAGES; page += 1) {
		const items = await listMessages(call, { agent_identity_id: identityId }, page);
		for (const message of listOf(messageSchema).parse(items)) {
			missing.delete(plainMessageId(message.id));
			found.push({ messageId: message.id, tapbacks: liveOf(message) });
		}
		if (items.length < PAGE_SIZE || missing.size === 0) break;
	}
	return found;
}

function liveOf(message: z.output<typeof messageSchema>): LiveTapback[] {
	return (message.reactions ?? []).map((live) => ({
		reaction: reactionOf(live.reaction, live.custom_emoji),
		messageId: message.id,
		partIndex: live.part_index,
		...whoReacted(live.direction, live.remote_number),
		conversationId: message.conversation_id ?? null,
		service: message.service ?? null,
		line: null,
		occurredAt: isoTime(live.created_at),
		reactionId: live.id ?? null,
	}));
}
