import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** The sentences of the reactions page, verbatim; the last two belong to the newer behaviour. */
export const REACTION_ERRORS = {
	fromNumber: 'You must specify a valid `from_number` in the request body.',
	messageHandle: 'You must specify `message_handle` in the request body.',
	reaction: 'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question',
	partIndex: '`part_index` must be a non-negative integer.',
	unknownLine: 'The from_number is not registered',
	reactionV2: 'Invalid reaction. Must be one of love, like, dislike, laugh, emphasize, question, or exactly one emoji',
	unknownMessage: 'The message to react to was not found for this account',
} as const;

/** Answers with `{"status":"ERROR","message":…}`, and with `detail` if there is one. */
export function sendblueError(c: Context, status: ContentfulStatusCode, message: string, detail?: string): Response {
	return c.json({ status: 'ERROR', message, ...(detail === undefined ? {} : { detail }) }, status);
}
