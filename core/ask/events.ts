import { z } from 'zod';

import type { TapbackEvent } from '../model/tapback-event';
import type { InboundMessage } from '../model/message';
import { lazily } from '../providers/schema';
import type { ReactionName } from '../model/reaction';

/** An event for a question. */
export type QuestionEvent =
	/** `isOnlyMatch`: the quote fits no other open question of the host, so it may be a cut quote. */
	| { type: 'tapback'; event: AnsweringTapback; isOnlyMatch?: boolean }
	| { type: 'message'; message: AnsweringMessage }
	/** Only time has passed. */
	| { type: 'tick' };

/** The fields of a tapback event that decide whether it is an answer. */
export type AnsweringTapback = Pick<
	TapbackEvent,
	| 'eventId'
	| 'action'
	| 'reaction'
	| 'emoji'
	| 'messageId'
	| 'partIndex'
	| 'actor'
	| 'isFromMe'
	| 'conversationId'
	| 'occurredAt'
	| 'receivedAt'
	| 'target'
>;

/** The fields of an inbound message that decide whether it is an answer. */
export type AnsweringMessage = Pick<
	InboundMessage,
	'eventId' | 'text' | 'actor' | 'isFromMe' | 'conversationId' | 'replyTo' | 'occurredAt' | 'receivedAt'
>;

const tapbackSchema: z.ZodType<AnsweringTapback> = lazily(() => {
	const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
	return z.object({
		eventId: z.string(),
		action: z.enum(['added', 'removed']),
		reaction: z.custom<ReactionName>((value) => typeof value === 'string'),
		emoji: z.string().nullable(),
		messageId: z.string().nullable(),
		partIndex: z.number().nullable(),
		actor: z.string().nullable(),
		isFromMe: z.boolean(),
		conversationId: z.string().nullable(),
		occurredAt: time.nullable(),
		receivedAt: time,
		target: z.object({ text: z.string(), candidates: z.array(z.string()), isAttachment: z.boolean().optional() }).nullable(),
	});
});

/** Reads a tapback event that a host stored or passed on as JSON; `undefined` for anything else. */
export function readTapbackEvent(value: unknown): AnsweringTapback | undefined {
	return tapbackSchema.safeParse(value).data;
}
