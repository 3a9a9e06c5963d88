import type { BotkitMessage } from 'botkit';
import { z } from 'zod';

import { TapbackError } from '../../../../core/index.ts';
import { wholeNumber } from '../options/schema.mts';

/** A message by the provider's id, or one part of it. */
export interface TapbackTarget {
	messageId: string;
	/** Counted from 0. Without it the whole message. */
	partIndex?: number;
}

/**
 * What can be tapped: the provider's message id, a target, the result of `bot.reply()`, or a received message. A received
 * tapback means the message that it is on.
 */
export type TapbackSubject = string | TapbackTarget | { id: string } | BotkitMessage;

const optionalText = z.string().min(1).optional().catch(undefined);

/** A wrong index is an error, because without an index the whole message would be tapped. */
const partIndex = wholeNumber.nullish().transform((index) => index ?? undefined);

const subjectSchema = z.object({
	messageId: optionalText,
	partIndex,
	tapback: z.object({ messageId: optionalText, partIndex }).nullish(),
	incoming_message: z.object({ id: optionalText }).optional().catch(undefined),
	id: optionalText,
});

/**
 * The target of a subject: of a tapback, the message it is on; of anything else, the message itself.
 * @throws TapbackError INVALID_INPUT if the subject has no message id, because a target is never guessed
 */
export function targetOf(subject: unknown, messageIdOf?: (message: BotkitMessage) => string | undefined): TapbackTarget {
	if (typeof subject === 'string') return { messageId: subject };
	const data = readSubject(subject);
	if (data?.tapback) return named(data.tapback, 'This tapback doesn’t say which message it is on');
	const own = isBotkitMessage(subject) ? messageIdOf?.(subject) : undefined;
	if (own) return { messageId: own };
	const messageId = data?.messageId ?? data?.incoming_message?.id ?? data?.id;
	return named({ messageId, partIndex: data?.partIndex }, 'The message has no id');
}

/** The keys of a target that the user wrote. Results of this plugin and objects of Botkit's have more keys. */
const targetKeys = ['messageId', 'partIndex', 'id'];

function readSubject(subject: unknown): z.output<typeof subjectSchema> | undefined {
	if (typeof subject !== 'object' || subject === null) return undefined;
	const isOwn = ['incoming_message', 'tapback', 'provider', 'outcome'].every((key) => !(key in subject));
	const stray = isOwn && 'messageId' in subject ? Object.keys(subject).find((key) => !targetKeys.includes(key)) : undefined;
	if (stray !== undefined) throw wrong(stray, 'does not exist. Check its spelling: a target has messageId and partIndex');
	const { data, error } = subjectSchema.safeParse(subject);
	const [issue] = error?.issues ?? [];
	if (issue) throw wrong(issue.path.join('.'), issue.message);
	return data;
}

function wrong(option: string, what: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `The option ${option} of what is tapped ${what}.`, { field: option });
}

function named({ messageId, partIndex }: { messageId?: string; partIndex?: number }, otherwise: string): TapbackTarget {
	if (messageId !== undefined) return { messageId, ...(partIndex === undefined ? {} : { partIndex }) };
	throw new TapbackError(
		'INVALID_INPUT',
		`${otherwise}, so it can’t be tapped. Give the provider’s message id, or return it from the option messageIdOf.`,
		{ field: 'messageId' },
	);
}

function isBotkitMessage(subject: unknown): subject is BotkitMessage {
	return typeof subject === 'object' && subject !== null && 'incoming_message' in subject;
}
