import { z } from 'zod';

import { type FaultRule, messageFaultRules } from '../../http/api';
import { lazily, optionalText } from '../schema';

const MAY_BE_SENT = 'The fault is on their side, but a tapback may have been sent all the same.';

export const ERROR_RULES: FaultRule[] = [
	{
		status: 400,
		says: /no BlueBubbles ID/i,
		means: 'TARGET_NOT_READY',
		advice: 'The message has not been sent yet, or did not go over iMessage: try again when it is delivered.',
	},
	{
		status: 400,
		says: /cannot determine contact phone/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'Tapbacks need an iMessage conversation with one contact: this message has none.',
	},
	{
		status: 400,
		says: /line not found or missing credentials/i,
		means: 'REFUSED',
		advice: 'The line of this message is gone or not set up: check it in the Tuco dashboard.',
	},
	{ status: 400, says: /messageId and reaction required/i, means: 'REFUSED', advice: 'Check Message ID and Reaction.' },
	{
		status: 400,
		says: /invalid reaction type/i,
		means: 'TARGET_UNSUPPORTED',
		advice: 'Tuco doesn’t take this tapback: choose one of the six.',
	},
	{ status: 400, says: /invalid messageId/i, means: 'REFUSED', advice: 'Check Message ID: it must have 24 hexadecimal digits.' },
	{
		status: 400,
		says: /no active workspace/i,
		means: 'NOT_ALLOWED',
		advice: 'The key belongs to no active workspace: use a workspace key.',
	},
	{
		status: 400,
		says: /invalid events/i,
		means: 'REFUSED',
		advice: 'Webhooks for tapbacks may have to be enabled in the Tuco dashboard first, or registered there by hand.',
		remedy: 'register-by-hand',
	},
	{
		status: 400,
		says: /url is required|invalid url/i,
		means: 'REFUSED',
		advice: 'Tuco doesn’t take the address of this webhook: it must be reachable from the internet.',
	},
	{
		status: 400,
		says: /at least one event|name is required/i,
		means: 'REFUSED',
		advice: 'Tuco wants a webhook described in another way than documented. Register it by hand in the Tuco dashboard.',
		remedy: 'register-by-hand',
	},
	{ status: 401, means: 'AUTH_FAILED', advice: 'Check the API Key in the credential.' },
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The workspace is read-only until its bill is settled at Tuco.' },
	{
		status: 404,
		says: /message not found/i,
		means: 'TARGET_NOT_FOUND',
		advice: 'Check Message ID, and that the API Key belongs to the workspace of the message.',
	},
	{ status: 500, means: 'PROVIDER_FAILED', advice: MAY_BE_SENT },
	{ status: 502, means: 'PROVIDER_FAILED', advice: MAY_BE_SENT },
];

const errorSchema = lazily(() => z.object({ error: z.string().min(1), code: optionalText, reason: optionalText }));

export function readError(json: unknown) {
	const { data } = errorSchema.safeParse(json);
	return data && { message: data.reason === undefined ? data.error : `${data.error}: ${data.reason}`, code: data.code };
}

export const MESSAGE_ERROR_RULES: FaultRule[] = [
	{ status: 400, says: /no active lines/i, means: 'NOT_ALLOWED', advice: 'Add and activate a line in the Tuco dashboard.' },
	{
		status: 400,
		says: /recipient/i,
		means: 'REFUSED',
		advice: 'Check the recipient: a phone number with + and country code, or an e-mail address.',
	},
	{ status: 400, means: 'REFUSED', advice: 'Check the text, the media and the line.' },
	{ status: 402, means: 'PAYMENT_REQUIRED', advice: 'The workspace is read-only until its bill is settled at Tuco.' },
	...messageFaultRules('the API Key'),
];
