import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Answers with `{"error":…}`, Tuco's whole envelope but for an optional code. */
export function tucoError(c: Context, status: ContentfulStatusCode, error: string): Response {
	return c.json({ error }, status);
}

/** The answer to writes in a workspace that has not paid. */
export function readOnly(c: Context): Response {
	return c.json({ error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' }, 402);
}

/** The generic 429, which changes no data. */
export function rateLimited(c: Context, retryAfterSeconds: number): Response {
	return c.json({ error: 'Rate limit exceeded' }, 429, { 'Retry-After': String(retryAfterSeconds) });
}
