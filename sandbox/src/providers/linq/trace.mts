import type { Context } from 'hono';
import { freshHex } from '../../model/ids.mts';

/** A trace id: 32 hex digits. */
export function freshTraceId(): string {
	return freshHex(32);
}

/** The trace id this response carries. */
export function traceIdOf(c: Context): string {
	const traceId = c.res.headers.get('x-trace-id') ?? freshTraceId();
	c.header('X-Trace-ID', traceId);
	return traceId;
}
