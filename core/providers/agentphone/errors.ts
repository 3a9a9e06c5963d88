import { z } from 'zod';

import { type ErrorRule, authenticationRule, messageErrorRules } from '../../http/api';
import { lazily, optionalText, validationDetail } from '../schema';

const ONLY_IMESSAGES = 'Only iMessages take tapbacks, not SMS, MMS or calls.';

const BALANCE_USED_UP: ErrorRule = { status: 402, code: 'PAYMENT_REQUIRED', hint: 'The balance is used up: top it up at AgentPhone.' };

export const ERROR_RULES: ErrorRule[] = [
	{
		status: 400,
		match: /emoji|upgrade/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'Emoji tapbacks need a newer line and a recipient with macOS 14 or iOS 17: send one of the six, or upgrade the line as AgentPhone says.',
	},
	{ status: 400, match: /\bimessages?\b|\b[sm]ms\b/i, code: 'TARGET_UNSUPPORTED', hint: ONLY_IMESSAGES },
	{ status: 400, providerCode: 'VALIDATION_ERROR', code: 'REFUSED', hint: 'Check the parameters.' },
	{ status: 400, match: /react|tapback|message|channel|\b[sm]ms\b|voice|support/i, code: 'TARGET_UNSUPPORTED', hint: ONLY_IMESSAGES },
	authenticationRule('the API Key'),
	BALANCE_USED_UP,
	{
		status: 404,
		match: /^(?:no such )?agent\b/i,
		code: 'REFUSED',
		hint: 'In Agent, choose an agent of this account, or none for the account’s webhook.',
	},
	{
		status: 404,
		match: /conversation/i,
		code: 'TARGET_NOT_FOUND',
		hint: 'Check Conversation ID, and that it belongs to this account.',
	},
	{ status: 404, code: 'TARGET_NOT_FOUND', hint: 'Check Message ID, and that it belongs to this account.' },
	{ status: 422, code: 'REFUSED', hint: 'Check the parameters. A tapback is one of the six or a single emoji.' },
	{ status: 502, code: 'PROVIDER_FAILED', hint: 'The carrier behind AgentPhone failed: try again later.' },
];

/** AgentPhone uses three forms: `detail` as a text, `detail` as a list of validation errors, and an object `error`. */
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

export const MESSAGE_ERROR_RULES: ErrorRule[] = [
	BALANCE_USED_UP,
	{ status: 403, code: 'NOT_ALLOWED', hint: 'This destination or this text is restricted: a link by SMS needs a registered sender.' },
	{ status: 422, code: 'REFUSED', hint: 'Check the recipient, the line and the addresses of the media.' },
	...messageErrorRules('the API Key'),
];
