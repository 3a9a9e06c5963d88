import { z } from 'zod';

import type { ProviderResponse } from '../../http/types';
import { isSingleEmoji } from '../../model/emoji';
import { badAnswer } from '../../model/errors';
import { type InboundReaction, isClassicReaction } from '../../model/reaction';
import type { SendCommand, SendReceipt } from '../reactions';
import { lazily, readAs } from '../schema';

/** Names that refer to the emoji field. */
const EMOJI_KINDS = ['emoji', 'custom'];

const receiptSchema = lazily(() => z.object({ ok: z.literal(true) }));

/** Adding and removing are the same request. core/tapbacks/toggle.ts decides whether it may be sent. */
export function buildReaction({ messageId, reaction }: SendCommand) {
	return {
		method: 'POST',
		path: '/api/messages/react',
		body: { messageId, reaction: reaction.type },
		idempotent: false,
	} as const;
}

/** The response doesn't say whether the tapback was added or removed. Its `reaction` is documented for adding only. */
export function parseReceipt({ json }: ProviderResponse): SendReceipt {
	readAs(receiptSchema, json, () => badAnswer('Tuco', '“ok”: true'));
	return { outcome: 'applied' };
}

/** `type` is undocumented and may mean something else. If the event has an emoji, only a classic name counts. */
export function typeOf(type: string | undefined, emoji: string | undefined): string | undefined {
	return emoji === undefined || isClassicReaction(type?.replace(/^-/, '')) ? type : undefined;
}

export function reactionOf(kind: string | undefined, emoji: string | undefined): InboundReaction {
	if (isClassicReaction(kind)) return { type: kind };
	if (kind !== undefined && isSingleEmoji(kind)) return { type: 'emoji', emoji: kind };
	const isEmoji = emoji !== undefined && isSingleEmoji(emoji) && (kind === undefined || EMOJI_KINDS.includes(kind));
	if (isEmoji) return { type: 'emoji', emoji };
	return kind === 'sticker' ? { type: kind } : { type: 'unknown', name: kind ?? 'unspecified' };
}
