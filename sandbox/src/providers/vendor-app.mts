import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { Fault } from '../faults/answer-faults.mts';
import { parseJson } from '../model/json.mts';
import { LimitError } from '../model/limits.mts';
import type { ProviderContext } from './provider.mts';

/** How a vendor refuses what every API refuses. */
export interface VendorRefusals {
	unauthorized(c: Context): Response;
	rateLimited(c: Context, retryAfterSeconds: number): Response;
	/** The vendor's error envelope with the status of a success. */
	errorIn200(c: Context): Response;
	unknownRoute(c: Context): Response;
	serverError(c: Context): Response;
}

/** A planned fault which the vendor itself answers with, in its own words. */
export type VendorFault = Extract<Fault, { kind: 'rate-limit' | 'error-in-200' }>;

/** What a call brings along besides its request. */
export interface VendorEnv {
	fault?: VendorFault;
}

/** Creates a vendor's Hono app: the key first, then the planned fault and the rate limit, then the routes. */
export function createVendorApp(
	context: ProviderContext,
	{ isAuthorized, ...refusals }: VendorRefusals & { isAuthorized(c: Context): boolean },
): Hono {
	const gate: MiddlewareHandler<{ Bindings: VendorEnv }> = async (c, next) => {
		if (!isAuthorized(c)) return refusals.unauthorized(c);
		const { fault } = c.env;
		if (fault?.kind === 'error-in-200') return refusals.errorIn200(c);
		const retryAfterSeconds = fault?.retryAfterSeconds ?? context.countCall();
		if (retryAfterSeconds !== undefined) {
			const response = refusals.rateLimited(c, retryAfterSeconds);
			response.headers.set('Retry-After', String(retryAfterSeconds));
			return response;
		}
		return next();
	};
	const app = new Hono();
	app.use('*', gate);
	app.notFound(refusals.unknownRoute);
	// A bound is the sandbox's own, and so are the words.
	app.onError((error, c) => (error instanceof LimitError ? c.json({ error: error.message }, 422) : refusals.serverError(c)));
	return app;
}

/** The request body; `undefined` when it is empty or no JSON. */
export async function jsonBody(c: Context): Promise<unknown> {
	return parseJson(await c.req.text());
}

export function hasBearer(c: Context, token: string): boolean {
	return c.req.header('authorization') === `Bearer ${token}`;
}
