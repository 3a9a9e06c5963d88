import { z } from 'zod';

import { type ErrorRule, authenticationRule, messageErrorRules } from '../../http/api';
import { lazily, optionalText } from '../schema';

const NO_TAPBACKS_HERE = 'Tapbacks need an iMessage or RCS conversation, but this one, or its recipient, takes none.';

const NOT_WRITTEN_YET: ErrorRule = {
	status: 403,
	providerCode: '2008',
	code: 'NOT_ALLOWED',
	hint: 'In a sandbox account the recipient must write to you first.',
};

const OPTED_OUT: ErrorRule = {
	status: 403,
	providerCode: '2024',
	code: 'NOT_ALLOWED',
	hint: 'The recipient has opted out, so nothing can be sent to them.',
};

const BEING_CREATED: ErrorRule = {
	status: 409,
	providerCode: '2009',
	code: 'TARGET_NOT_READY',
	hint: 'The conversation is still being created: try again in a few seconds.',
};

export const ERROR_RULES: ErrorRule[] = [
	{
		status: 400,
		providerCode: '1005',
		code: 'REFUSED',
		hint: 'For a tapback, check the part index: the message may not have that many parts, and the first one is 0. For a webhook, its address must start with https://.',
	},
	authenticationRule('the API Token'),
	NOT_WRITTEN_YET,
	OPTED_OUT,
	{ status: 403, providerCode: '2011', code: 'NOT_ALLOWED', hint: 'The plan of the account lacks this feature: ask Linq for it.' },
	{
		status: 404,
		providerCode: '2002',
		code: 'TARGET_NOT_FOUND',
		hint: 'Check Message ID. An account with ephemeral messages forgets them after the time that is set for it, 60 minutes to 24 hours.',
	},
	{
		status: 404,
		providerCode: '2001',
		code: 'TARGET_NOT_FOUND',
		hint: 'The conversation of this message was deleted, so its messages take no tapbacks.',
	},
	BEING_CREATED,
	{
		status: 409,
		providerCode: '2013',
		code: 'REFUSED',
		hint: 'The conversation is no longer available, so its messages take no tapbacks.',
	},
	{
		status: 409,
		providerCode: '2015',
		code: 'REFUSED',
		hint: 'It conflicts with something that exists already. For a webhook, its URL was registered at the same moment: publish again.',
	},
	{ status: 409, providerCode: '2016', code: 'TARGET_UNSUPPORTED', hint: 'Linq can’t do this in a group.' },
	{ status: 409, providerCode: '2017', code: 'TARGET_UNSUPPORTED', hint: NO_TAPBACKS_HERE },
	{ status: 422, providerCode: '4005', code: 'TARGET_UNSUPPORTED', hint: NO_TAPBACKS_HERE },
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

export const MESSAGE_ERROR_RULES: ErrorRule[] = [
	{
		status: 400,
		providerCode: '1002',
		code: 'REFUSED',
		hint: 'Check the recipient: a phone number with + and country code, or an e-mail address.',
	},
	{
		status: 400,
		providerCode: '1004',
		code: 'REFUSED',
		hint: 'Linq refuses this text or one of the media. The addresses of media must start with https://.',
	},
	NOT_WRITTEN_YET,
	OPTED_OUT,
	BEING_CREATED,
	{ status: 409, code: 'REFUSED', hint: 'The conversation takes no more messages: the line may have left the group.' },
	...messageErrorRules('the API Token'),
];
