import { z } from 'zod';

import { type FaultRule, messageFaultRules } from '../../http/api';
import { lazily, optionalText, validationDetail } from '../schema';

const ONLY_IMESSAGES = 'Only iMessages take tapbacks: SMS, MMS and calls take none.';

export const ERROR_RULES: FaultRule[] = [
	{
		status: 400,
		says: /emoji|upgrade/i,
		means: 'TARGET_UNSUPPORTED',
		advice:
			'Emoji tapbacks need a newer line and a recipient with macOS 14 or iOS 17: send one of the six, or upgrade the line as AgentPhone says.',
	},
	{ status: 400, says: /\bimessages?\b|\b[sm]ms\b/i, means: 'TARGET_UNSUPPORTED', advice: ONLY_IMESSAGES },
	{ status: 400, code: 'VALIDATION_ERROR', means: 'REFUSED', advice: 'Check the parameters.' },
	{ status: 400, says: /react|tapback|message|channel|\b[sm]ms\b|voice|support/i, means: 'TARGET_UNSUPPORTED', advice: ONLY_IMESSAGES },
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Key in the credential.' },
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The balance is used up: top it up at AgentPhone.' },
	{
		status: 404,
		says: /^(?:no such )?agent\b/i,
		means: 'REFUSED',
		advice: 'In Agent, choose an agent of this account, or none for the account’s webhook.',
	},
	{
		status: 404,
		says: /conversation/i,
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Conversation ID, and that it belongs to this account.',
	},
	{ status: 404, means: 'TARGET_NOT_FOUND', advice: 'Check Message ID, and that it belongs to this account.' },
	{ status: 422, means: 'REFUSED', advice: 'Check the parameters. A tapback is one of the six or a single emoji.' },
	{ status: 502, means: 'PROVIDER_FAILED', advice: 'The carrier behind AgentPhone failed: try again later.' },
];

/** Three envelopes are in use: a text, the list of a validation, and an object `error`. */
const errorSchema = lazily(() =>
	z.union([
		z.object({ error: z.object({ message: optionalText, code: optionalText }) }),
		z.object({ detail: z.union([z.string(), validationDetail]) }),
	]),
);

export function readError(json: unknown) {
	const { data } = errorSchema.safeParse(json);
	if (data === undefined) return undefined;
	return 'error' in data ? data.error : { message: data.detail };
}

export const MESSAGE_ERROR_RULES: FaultRule[] = [
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The balance is used up: top it up at AgentPhone.' },
	{ status: 403, means: 'NOT_ALLOWED', advice: 'This destination or this text is restricted: a link by SMS needs a registered sender.' },
	{ status: 422, means: 'REFUSED', advice: 'Check the recipient, the line and the addresses of the media.' },
	...messageFaultRules('the API Key'),
];
