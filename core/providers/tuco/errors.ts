import { z } from 'zod';

import { type ErrorRule, authenticationRule, messageErrorRules } from '../../http/api';
import { lazily, optionalText } from '../schema';

const MAY_BE_SENT = 'The error is on their side, but the tapback may have been sent all the same.';

const BILL_OPEN: ErrorRule = {
	status: 402,
	code: 'PAYMENT_REQUIRED',
	hint: 'The workspace is read-only until its bill is settled at Tuco.',
};

export const ERROR_RULES: ErrorRule[] = [
	{
		status: 400,
		match: /no BlueBubbles ID/i,
		code: 'TARGET_NOT_READY',
		hint: 'The message has not been sent yet, or did not go over iMessage: try again when it is delivered.',
	},
	{
		status: 400,
		match: /cannot determine contact phone/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'Tapbacks need an iMessage conversation with one contact: this message has none.',
	},
	{
		status: 400,
		match: /line not found or missing credentials/i,
		code: 'REFUSED',
		hint: 'The line of this message was deleted or is not set up: check it in the Tuco dashboard.',
	},
	{ status: 400, match: /messageId and reaction required/i, code: 'REFUSED', hint: 'Check Message ID and Reaction.' },
	{
		status: 400,
		match: /invalid reaction type/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'Tuco refuses this tapback: choose one of the six.',
	},
	{ status: 400, match: /invalid messageId/i, code: 'REFUSED', hint: 'Check Message ID: it must have 24 hexadecimal digits.' },
	{
		status: 400,
		match: /no active workspace/i,
		code: 'NOT_ALLOWED',
		hint: 'The key belongs to no active workspace: use a workspace key.',
	},
	{
		status: 400,
		match: /invalid events/i,
		code: 'REFUSED',
		hint: 'Webhooks for tapbacks may have to be enabled in the Tuco dashboard first, or registered there by hand.',
		hintKey: 'register-by-hand',
	},
	{
		status: 400,
		match: /url is required|invalid url/i,
		code: 'REFUSED',
		hint: 'Tuco refuses the URL of this webhook: it must be reachable from the internet.',
	},
	{
		status: 400,
		match: /at least one event|name is required/i,
		code: 'REFUSED',
		hint: 'Tuco needs other settings of a webhook than it documents. Register it by hand in the Tuco dashboard.',
		hintKey: 'register-by-hand',
	},
	authenticationRule('the API Key'),
	BILL_OPEN,
	{
		status: 404,
		match: /message not found/i,
		code: 'TARGET_NOT_FOUND',
		hint: 'Check Message ID, and that the API Key belongs to the workspace of the message.',
	},
	{ status: 500, code: 'PROVIDER_FAILED', hint: MAY_BE_SENT },
	{ status: 502, code: 'PROVIDER_FAILED', hint: MAY_BE_SENT },
];

const errorSchema = lazily(() => z.object({ error: z.string().min(1), code: optionalText, reason: optionalText }));

export function readError(json: unknown) {
	const { data } = errorSchema.safeParse(json);
	return data && { message: data.reason === undefined ? data.error : `${data.error}: ${data.reason}`, code: data.code };
}

export const MESSAGE_ERROR_RULES: ErrorRule[] = [
	{ status: 400, match: /no active lines/i, code: 'NOT_ALLOWED', hint: 'Add and activate a line in the Tuco dashboard.' },
	{
		status: 400,
		match: /recipient/i,
		code: 'REFUSED',
		hint: 'Check the recipient: a phone number with + and country code, or an e-mail address.',
	},
	{ status: 400, code: 'REFUSED', hint: 'Check the text, the media and the line.' },
	BILL_OPEN,
	...messageErrorRules('the API Key'),
];
