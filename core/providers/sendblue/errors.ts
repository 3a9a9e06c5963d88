import { z } from 'zod';

import { type ErrorRule, authenticationRule, messageErrorRules } from '../../http/api';
import { lazily, optionalText } from '../schema';

export const ERROR_RULES: ErrorRule[] = [
	{
		status: 400,
		match: /from_number/i,
		code: 'REFUSED',
		hint: 'Check From Number: it must be one of the account’s lines, with + and country code.',
	},
	{
		status: 400,
		match: /message_handle/i,
		code: 'REFUSED',
		hint: 'Check Message ID: it must be the message_handle of a received message.',
	},
	{
		status: 400,
		match: /part_index/i,
		code: 'REFUSED',
		hint: 'Check the part index: it must be a whole number, and the first part is 0.',
	},
	{
		status: 400,
		match: [/invalid reaction/i, /one emoji/i],
		code: 'TARGET_UNSUPPORTED',
		hint: 'Removing is not available on this account or line, or the emoji is not one that Sendblue knows.',
	},
	{
		status: 400,
		match: /invalid reaction/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'On this account or line only the six classic tapbacks can be added; emoji and removing are not available.',
	},
	authenticationRule('API Key ID and API Secret Key'),
	{ status: 404, match: /from_number/i, code: 'REFUSED', hint: 'From Number is not a line of this account: choose one that is.' },
	{
		status: 404,
		match: [/message/i, /not found/i],
		code: 'TARGET_NOT_FOUND',
		hint: 'Check Message ID, and that From Number has the conversation. Sendblue forgets very old messages.',
	},
	{
		status: 422,
		match: /unsupported|target|reaction/i,
		code: 'TARGET_UNSUPPORTED',
		hint: 'A tapback needs a message that was received over iMessage, on a line that can send tapbacks. SMS, RCS and your own messages take none.',
	},
];

const errorSchema = lazily(() =>
	z.object({
		status: optionalText,
		message: optionalText,
		error_message: optionalText,
		error: optionalText,
		error_code: z
			.union([z.number(), z.string().min(1)])
			.optional()
			.catch(undefined),
		detail: optionalText,
		error_detail: optionalText,
		error_reason: optionalText,
	}),
);

export function readError(json: unknown) {
	const { data } = errorSchema.safeParse(json);
	const status = data?.status?.toUpperCase();
	const isError = status === 'ERROR' || (status !== 'OK' && (data?.error_message ?? data?.error ?? data?.error_code) !== undefined);
	if (data === undefined || !isError) return undefined;
	const texts = [data.message, data.error_message, data.error, data.detail, data.error_detail, data.error_reason];
	const given = texts.filter((text) => text !== undefined);
	const message = [...new Set(given)].join(': ').replace(/([.!?]): /g, '$1 ');
	return { message: message || undefined, code: data.error_code?.toString() };
}

export const MESSAGE_ERROR_RULES: ErrorRule[] = [
	{ status: 400, match: /from_number/i, code: 'REFUSED', hint: 'Check the line: it must be a phone number of this account.' },
	{
		status: 400,
		match: /number/i,
		code: 'REFUSED',
		hint: 'Check the recipient: a phone number with + and country code that this plan may write to.',
	},
	{
		status: 400,
		match: /media_url/i,
		code: 'REFUSED',
		hint: 'Check the address of the picture: it must be public and end with its file extension.',
	},
	{ status: 404, match: /from_number/i, code: 'REFUSED', hint: 'The line is not one of this account: choose one that is.' },
	...messageErrorRules('API Key ID and API Secret Key'),
];
