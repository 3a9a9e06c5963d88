import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AgentPhoneState } from './state.mts';

/** A refusal in the envelope the quirk chooses: `{"detail":"text"}` or the error reference's `{"error":{…}}`. */
export function agentPhoneError(c: Context, { quirks }: AgentPhoneState, status: ContentfulStatusCode, message: string): Response {
	if (quirks.get('errorEnvelope') === 'detail') return c.json({ detail: message }, status);
	return envelope(c, status, { message, code: 'VALIDATION_ERROR', type: 'invalid_request_error' });
}

/** The documented body for a rate limit, always in the error reference's envelope. */
export function rateLimited(c: Context): Response {
	return envelope(c, 429, {
		message: 'Rate limit exceeded',
		code: 'RATE_LIMIT_EXCEEDED',
		type: 'rate_limit_error',
	});
}

/** A 422 of the request's shape. */
export function invalid(c: Context, loc: (string | number)[], msg: string, type = 'value_error'): Response {
	return c.json({ detail: [{ loc, msg, type }] }, 422);
}

function envelope(c: Context, status: ContentfulStatusCode, error: { message: string; code: string; type: string }): Response {
	return c.json({ error: { ...error, details: [] } }, status);
}
