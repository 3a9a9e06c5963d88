import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { InkboxState } from './state.mts';

/** Answers with Inkbox's `{"detail": …}`. The vendor's page gives status and meaning; the sentences are the sandbox's. */
export function inkboxError(c: Context, status: ContentfulStatusCode, detail: string | object): Response {
	return c.json({ detail }, status);
}

/** A 422 in the shape the `detailShape` quirk chooses: FastAPI's array, a string, or an object. */
export function invalid(c: Context, { quirks }: InkboxState, field: string, msg: string): Response {
	switch (quirks.get('detailShape')) {
		case 'array':
			return inkboxError(c, 422, [{ loc: ['body', field], msg, type: 'value_error' }]);
		case 'string':
			return inkboxError(c, 422, `${field}: ${msg}`);
		case 'object':
			return inkboxError(c, 422, { error: 'validation_error', field, message: msg });
	}
}

/** A conversation of a dedicated line with an e-mail address is receive-only. It isn't documented whether the code comes without an object. */
export function notE164(c: Context, { quirks }: InkboxState): Response {
	const code = 'recipient_not_e164';
	const isObject = quirks.get('detailShape') === 'object';
	return inkboxError(c, 422, isObject ? { error: code, message: 'This conversation is receive-only' } : code);
}
