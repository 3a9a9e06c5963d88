import { z } from 'zod';

import { lazily } from '../schema';
import type { ReactionName } from '../vocabulary';
import type { AnsweringTapback } from './record';

const eventSchema: z.ZodType<AnsweringTapback> = lazily(() => {
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

/** An event as a host put it out, and was given it back; `undefined` where it isn't one. */
export function readTapbackEvent(value: unknown): AnsweringTapback | undefined {
	return eventSchema.safeParse(value).data;
}
