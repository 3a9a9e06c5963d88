import type { BotkitMessage } from 'botkit';
import { z } from 'zod';

import { TapbackError } from '../../../../core/index.ts';
import { wholeNumber } from '../options/schema.mts';

/** A message by the provider's id, or one bubble of it. */
export interface TapbackTarget {
	messageId: string;
	partIndex?: number;
}

/** What can be tapped: a message that came in, what `bot.reply()` gave back, a tapback's own target, or an id. */
export type TapbackSubject = string | TapbackTarget | { id: string } | BotkitMessage;

const optionalText = z.string().min(1).optional().catch(undefined);

/** What isn't one is told: left out, the whole message would be tapped. */
const partIndex = wholeNumber.nullish().transform((index) => index ?? undefined);

const subjectSchema = z.object({
	messageId: optionalText,
	partIndex,
	tapback: z.object({ messageId: optionalText, partIndex }).nullish(),
	incoming_message: z.object({ id: optionalText }).optional().catch(undefined),
	id: optionalText,
});

/**
 * The provider's id of what is to be tapped: of a tapback the message it stands on, of anything else the message itself.
 * @throws TapbackError INVALID_INPUT where there is none: it is never guessed.
 */
export function targetOf(subject: unknown, messageIdOf?: (message: BotkitMessage) => string | undefined): TapbackTarget {
	if (typeof subject === 'string') return { messageId: subject };
	const data = readSubject(subject);
	if (data?.tapback) return named(data.tapback, 'This tapback doesn’t say which message it stands on');
	const own = isBotkitMessage(subject) ? messageIdOf?.(subject) : undefined;
	if (own) return { messageId: own };
	const messageId = data?.messageId ?? data?.incoming_message?.id ?? data?.id;
	return named({ messageId, partIndex: data?.partIndex }, 'The message has no id');
}

/** A target of the user's own making has no other keys; what came from here or from Botkit has many. */
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

function wrong(option: string, says: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `The option ${option} of what is tapped ${says}.`, { field: option });
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
