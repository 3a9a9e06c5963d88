import { z } from 'zod';

import { type ProviderError, type ErrorRule, messageErrorRules } from '../../http/api';
import { lazily, optionalText, validationDetail } from '../schema';

const NOT_READY =
	'A message may refuse a tapback right after it was sent: try again in a few seconds. If it fell back to SMS, it never takes one.';

const NOT_REMOVABLE = 'Removing a tapback isn’t available for this account yet, but another tapback replaces it.';
const BLOCKED = 'A contact rule in Inkbox blocks this recipient: change the rule to allow it.';

const SUBSCRIPTION_PATH = /\/webhooks\/subscriptions/;

/** The path of the request that removes a tapback. */
const REACTION_PATH = /\/imessage\/reactions\//;

/** A dedicated line receives messages from e-mail addresses, but can't send anything to these conversations. */
const NOT_A_PHONE = {
	code: 'recipient_not_e164',
	hint: 'The recipient has an e-mail address: Inkbox only receives from those.',
};

const NOT_ENABLED: ErrorRule = {
	status: 400,
	match: /enabled/i,
	code: 'NOT_ALLOWED',
	hint: 'Enable iMessage for this agent identity in the Inkbox console.',
};

const RECIPIENT_IS_NO_PHONE: ErrorRule = {
	status: 422,
	providerCode: NOT_A_PHONE.code,
	code: 'TARGET_UNSUPPORTED',
	hint: NOT_A_PHONE.hint,
};

export const ERROR_RULES: ErrorRule[] = [
	NOT_ENABLED,
	{ status: 400, match: /\byet\b/i, code: 'TARGET_NOT_READY', hint: NOT_READY },
	{
		status: 400,
		match: /\b(?:own|inbound|outbound|sms|rcs|downgraded)\b/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'This message takes no tapback. A message that fell back to SMS takes none, and your own may not either.',
	},
	{ status: 400, match: /cannot accept/i, code: 'TARGET_NOT_READY', hint: NOT_READY },
	{ status: 401, code: 'AUTH_FAILED', hint: 'Check the API Key in the credential; it starts with ApiKey_.' },
	{
		status: 403,
		providerCode: 'recipient_blocked',
		code: 'NOT_ALLOWED',
		hint: BLOCKED,
	},
	{
		status: 403,
		match: /block|contact rule/i,
		code: 'NOT_ALLOWED',
		hint: BLOCKED,
	},
	{
		status: 403,
		code: 'NOT_ALLOWED',
		hint: 'An agent’s key acts for its own identity only, and can’t manage webhooks before it is claimed: use an admin key or claim it.',
	},
	{
		status: 404,
		match: /^(?:agent )?identity\b/i,
		code: 'REFUSED',
		hint: 'In Agent Identity, choose an identity that this key can see.',
	},
	{ status: 404, path: REACTION_PATH, code: 'TARGET_UNSUPPORTED', hint: NOT_REMOVABLE },
	{ status: 405, path: REACTION_PATH, code: 'TARGET_UNSUPPORTED', hint: NOT_REMOVABLE },
	{ status: 404, code: 'TARGET_NOT_FOUND', hint: 'Check Message ID, and that the key may see the conversation it is in.' },
	{
		status: 409,
		path: SUBSCRIPTION_PATH,
		match: /\b(?:max(?:imum)?|limit|up to)\b/i,
		code: 'WEBHOOK_CONFLICT',
		hint: 'An identity can have 60 webhook subscriptions: in the Inkbox console, remove one that is no longer needed.',
	},
	{
		status: 409,
		path: SUBSCRIPTION_PATH,
		code: 'WEBHOOK_CONFLICT',
		hint: 'The address was registered at the same moment: publish again.',
	},
	{
		status: 409,
		code: 'NOT_ALLOWED',
		hint: 'The recipient is disconnected, and must connect again by texting “connect” and your handle to the Inkbox number.',
	},
	RECIPIENT_IS_NO_PHONE,
	{
		status: 422,
		match: /part.?index/i,
		code: 'REFUSED',
		hint: 'Check the part index: the message may not have that many parts, and the first one is 0.',
	},
	{
		status: 422,
		match: /\breaction\b/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'Inkbox doesn’t take this reaction: send one of the six, or 👀.',
	},
	{ status: 422, code: 'REFUSED', hint: 'Check the parameters. Webhook URLs must start with https://.' },
	{ status: 502, code: 'PROVIDER_FAILED', hint: 'Inkbox could not deliver it: try again later. Inkbox documents a retry as safe.' },
];

const detailObjectSchema = lazily(() =>
	z.object({ error: optionalText, field: optionalText, message: optionalText, reason: optionalText }),
);

const errorSchema = lazily(() => z.object({ detail: z.union([z.string(), validationDetail, detailObjectSchema]) }));

export function readError(json: unknown): ProviderError | undefined {
	const detail = errorSchema.safeParse(json).data?.detail;
	if (detail === undefined) return undefined;
	// `detail` may be a code instead of a sentence.
	if (typeof detail === 'string') return { message: detail, code: /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(detail) ? detail : undefined };
	const message = detail.message ?? detail.reason;
	return { message: message && detail.field ? `${detail.field}: ${message}` : message, code: detail.error };
}

export const MESSAGE_ERROR_RULES: ErrorRule[] = [
	NOT_ENABLED,
	{
		status: 403,
		code: 'NOT_ALLOWED',
		hint: 'A contact rule in Inkbox may block this recipient, or the key belongs to another identity.',
	},
	{
		status: 404,
		code: 'TARGET_NOT_FOUND',
		hint: 'The conversation is unknown, or the recipient is not connected: they must text “connect” and your handle to the Inkbox number.',
	},
	{
		status: 409,
		providerCode: 'idempotency_in_progress',
		code: 'TARGET_NOT_READY',
		hint: 'An earlier attempt is still running.',
	},
	{
		status: 409,
		providerCode: 'idempotency_key_reused',
		code: 'REFUSED',
		hint: 'Give each message a key of its own.',
	},
	{
		status: 409,
		providerCode: 'result_unavailable',
		code: 'PROVIDER_FAILED',
		hint: 'Inkbox no longer knows the result of an earlier attempt.',
	},
	{ status: 409, code: 'NOT_ALLOWED', hint: 'The recipient must write first: only a dedicated outbound line can begin a conversation.' },
	RECIPIENT_IS_NO_PHONE,
	{ status: 422, code: 'REFUSED', hint: 'Check the recipient, a phone number with + and country code, and the address of the picture.' },
	...messageErrorRules('the API Key'),
];
