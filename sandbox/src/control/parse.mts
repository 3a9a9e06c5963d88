import { FORGERIES, type Forgery } from '../model/delivery-event.mts';
import { isRecord } from '../model/json.mts';
import type { RateLimit } from '../model/rate-limit.mts';
import { ControlError } from './control-error.mts';

/** Reads the name of a forgery. */
export function parseForgery(value: unknown): Forgery | undefined {
	if (value === undefined) return undefined;
	const forgery = FORGERIES.find((known) => known === value);
	if (!forgery) throw new ControlError(400, `"forge" must be one of: ${FORGERIES.join(', ')}.`);
	return forgery;
}

/** Reads a rate limit, or null for none. */
export function parseRateLimit(value: unknown): RateLimit | null {
	if (value === null) return null;
	const { limit, windowSeconds } = isRecord(value) ? value : {};
	const isCount = typeof limit === 'number' && Number.isInteger(limit) && limit >= 0;
	if (!isCount || typeof windowSeconds !== 'number' || !(windowSeconds > 0)) {
		throw new ControlError(400, 'A rate limit is { limit: whole number, windowSeconds: number above 0 }, or null for none.');
	}
	return { limit, windowSeconds };
}
