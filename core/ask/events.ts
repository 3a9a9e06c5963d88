import { z } from 'zod';

import type { TapbackEvent } from '../model/tapback-event';
import type { InboundMessage } from '../model/message';
import { lazily } from '../providers/schema';
import type { ReactionName } from '../model/reaction';

/** What can happen to a question. */
export type QuestionEvent =
	/** `isOnlyMatch`: the host knows of no other open question that the quote fits, so the quote may be cut. */
	| { type: 'tapback'; event: AnsweringTapback; isOnlyMatch?: boolean }
	| { type: 'message'; message: AnsweringMessage }
	/** Time passes. */
	| { type: 'tick' };

/** Of a tapback event, what an answer is judged by. */
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

/** Of an inbound message, what an answer is judged by. */
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
		target: z.object({ text: z.string(), candidates: z.array(z.string()) }).nullable(),
	});
});

/** An event that a host put out and received back; `undefined` where it isn't one. */
export function readTapbackEvent(value: unknown): AnsweringTapback | undefined {
	return tapbackSchema.safeParse(value).data;
}
