import type { BotkitMessage } from 'botkit';
import { z } from 'zod';

import { TapbackError } from '../../../core/index.ts';

/** A message by the provider's id, or one bubble of it. */
export interface TapbackTarget {
	messageId: string;
	partIndex?: number;
}

/** What can be tapped: a message that came in, what `bot.reply()` gave back, a tapback's own target, or an id. */
export type TapbackSubject = string | TapbackTarget | { id: string } | BotkitMessage;

const optionalText = z.string().min(1).optional().catch(undefined);

const subjectSchema = z.object({
	messageId: optionalText,
	partIndex: z.number().optional().catch(undefined),
	tapback: z
		.object({ messageId: optionalText, partIndex: z.number().optional().catch(undefined) })
		.optional()
		.catch(undefined),
	incoming_message: z.object({ id: optionalText }).optional().catch(undefined),
	id: optionalText,
});

/**
 * The provider's id of what is to be tapped: of a tapback the message it stands on, of anything else the message itself.
 * @throws TapbackError INVALID_INPUT where there is none: it is never guessed.
 */
export function targetOf(subject: unknown, messageIdOf?: (message: BotkitMessage) => string | undefined): TapbackTarget {
	if (typeof subject === 'string') return { messageId: subject };
	const { data } = subjectSchema.safeParse(subject);
	if (data?.tapback) return named(data.tapback, 'This tapback doesn’t say which message it stands on');
	const own = isBotkitMessage(subject) ? messageIdOf?.(subject) : undefined;
	if (own) return { messageId: own };
	const messageId = data?.messageId ?? data?.incoming_message?.id ?? data?.id;
	return named({ messageId, partIndex: data?.partIndex }, 'The message has no id');
}

function named({ messageId, partIndex }: { messageId?: string; partIndex?: number }, otherwise: string): TapbackTarget {
	if (messageId !== undefined) return { messageId, ...(partIndex === undefined ? {} : { partIndex }) };
	throw new TapbackError(
		'INVALID_INPUT',
		`${otherwise}, so it can’t be tapped. Give the provider’s message id, or tell the option messageIdOf where the adapter keeps it.`,
		{ field: 'messageId' },
	);
}

function isBotkitMessage(subject: unknown): subject is BotkitMessage {
	return typeof subject === 'object' && subject !== null && 'incoming_message' in subject;
}
