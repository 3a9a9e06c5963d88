import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Answers with `{"error":…}` and an optional code, Tuco's whole envelope. */
export function tucoError(c: Context, status: ContentfulStatusCode, error: string): Response {
	return c.json({ error }, status);
}

/** The response to writes in an unpaid workspace. */
export function readOnly(c: Context): Response {
	return c.json({ error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' }, 402);
}

/** The generic 429, which changes no data. */
export function rateLimited(c: Context, retryAfterSeconds: number): Response {
	return c.json({ error: 'Rate limit exceeded' }, 429, { 'Retry-After': String(retryAfterSeconds) });
}
