import { z } from 'zod';

import { type FaultRule, messageFaultRules } from '../../http/api';
import { lazily, optionalText } from '../schema';

const NO_TAPBACKS_HERE = 'Tapbacks need an iMessage or RCS conversation: this one, or its recipient, takes none.';

export const ERROR_RULES: FaultRule[] = [
	{
		status: 400,
		code: '1005',
		means: 'REFUSED',
		advice:
			'For a tapback, check the part index: the message may not have that many parts, and the first one is 0. For a webhook, its address must start with https://.',
	},
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Token in the credential.' },
	{ status: 403, code: '2008', means: 'NOT_ALLOWED', advice: 'In a sandbox account the recipient must write to you first.' },
	{ status: 403, code: '2024', means: 'NOT_ALLOWED', advice: 'The recipient has opted out, so nothing can be sent to them.' },
	{ status: 403, code: '2011', means: 'NOT_ALLOWED', advice: 'The plan of the account lacks this feature: ask Linq for it.' },
	{
		status: 404,
		code: '2002',
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Message ID. An account with ephemeral messages forgets them after 24 hours at the latest.',
	},
	{
		status: 404,
		code: '2001',
		means: 'TARGET_NOT_FOUND',
		advice: 'The conversation of this message is gone, so nothing in it can take a tapback.',
	},
	{ status: 409, code: '2009', means: 'TARGET_NOT_READY', advice: 'The conversation is still being created: try again in a few seconds.' },
	{
		status: 409,
		code: '2013',
		means: 'REFUSED',
		advice: 'The conversation is not available any more, so nothing in it can take a tapback.',
	},
	{
		status: 409,
		code: '2015',
		means: 'REFUSED',
		advice: 'It conflicts with what is there already. For a webhook, its address was taken at the same moment: publish again.',
	},
	{ status: 409, code: '2016', means: 'TARGET_UNSUPPORTED', advice: 'Linq can’t do this in a group.' },
	{ status: 409, code: '2017', means: 'TARGET_UNSUPPORTED', advice: NO_TAPBACKS_HERE },
	{ status: 422, code: '4005', means: 'TARGET_UNSUPPORTED', advice: NO_TAPBACKS_HERE },
];

const errorSchema = lazily(() =>
	z.object({
		success: z.literal(false).optional(),
		error: z.object({
			code: z.union([z.number(), z.string()]).optional().catch(undefined),
			message: optionalText,
			retry_after: z.number().optional().catch(undefined),
		}),
		trace_id: optionalText,
	}),
);

export function readError(json: unknown) {
	const { data } = errorSchema.safeParse(json);
	return (
		data && {
			message: data.error.message,
			code: data.error.code?.toString(),
			traceId: data.trace_id,
			retryAfterSeconds: data.error.retry_after,
		}
	);
}

export const MESSAGE_ERROR_RULES: FaultRule[] = [
	{
		status: 400,
		code: '1002',
		means: 'REFUSED',
		advice: 'Check the recipient: a phone number with + and country code, or an e-mail address.',
	},
	{
		status: 400,
		code: '1004',
		means: 'REFUSED',
		advice: 'Linq doesn’t take this text or one of the media: their addresses must start with https://.',
	},
	{ status: 403, code: '2008', means: 'NOT_ALLOWED', advice: 'In a sandbox account the recipient must write to you first.' },
	{ status: 403, code: '2024', means: 'NOT_ALLOWED', advice: 'The recipient has opted out, so nothing can be sent to them.' },
	{ status: 409, code: '2009', means: 'TARGET_NOT_READY', advice: 'The conversation is still being created: try again in a few seconds.' },
	{ status: 409, means: 'REFUSED', advice: 'The conversation takes no more messages: the line may have left the group.' },
	...messageFaultRules('the API Token'),
];
