import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

const ERRORS = {
	1001: [400, 'Missing required field'],
	1002: [400, 'Phone number must be in E.164 format'],
	1003: [400, 'Invalid request body'],
	1005: [400, 'Invalid parameter value'],
	1007: [429, 'Rate limit exceeded'],
	2001: [404, 'Chat not found'],
	2002: [404, 'Message not found'],
	2004: [401, 'Unauthorized - missing or invalid authentication token'],
	2006: [403, 'Phone number permission denied'],
	2010: [404, 'Webhook subscription not found'],
	2015: [409, 'Request conflicts with current state'],
	2017: [409, 'Operation not supported on this service type'],
	3006: [500, 'Internal server error'],
	4005: [422, 'Recipient does not support this message type'],
} as const satisfies Record<number, readonly [ContentfulStatusCode, string]>;

export type LinqErrorCode = keyof typeof ERRORS;

export interface LinqErrorDetail {
	/** Replaces the general message. */
	message?: string;
	retryAfterSeconds?: number;
	/** The status of the response, if it isn't the error's own. */
	httpStatus?: ContentfulStatusCode;
}

/** Answers with Linq's error envelope. */
export function linqError(c: Context, code: LinqErrorCode, detail?: LinqErrorDetail): Response {
	const [status, message] = ERRORS[code];
	const error = {
		status,
		code,
		message: detail?.message ?? message,
		doc_url: `https://docs.linqapp.com/error/codes/${Math.floor(code / 1000)}xxx/${code}/`,
		...(detail?.retryAfterSeconds === undefined ? {} : { retry_after: detail.retryAfterSeconds }),
	};
	return c.json({ success: false, error, trace_id: c.res.headers.get('x-trace-id') ?? undefined }, detail?.httpStatus ?? status);
}
