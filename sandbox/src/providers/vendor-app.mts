import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { Fault } from '../faults/answer-faults.mts';
import { parseJson } from '../model/json.mts';
import { LimitError } from '../model/limits.mts';
import type { ProviderContext } from './provider.mts';

/** A vendor's responses for the refusals that every API has. */
export interface VendorRefusals {
	unauthorized(c: Context): Response;
	rateLimited(c: Context, retryAfterSeconds: number): Response;
	/** The vendor's error envelope, with a success status. */
	errorIn200(c: Context): Response;
	unknownRoute(c: Context): Response;
	serverError(c: Context): Response;
}

/** A planned fault that the vendor answers in its own words. */
export type VendorFault = Extract<Fault, { kind: 'rate-limit' | 'error-in-200' }>;

/** The environment of a call. */
export interface VendorEnv {
	fault?: VendorFault;
}

/** Creates a vendor's Hono app: it checks the key first, then the planned fault and the rate limit, then the routes. */
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
	// The bounds are the sandbox's own, so the words aren't the vendor's.
	app.onError((error, c) => (error instanceof LimitError ? c.json({ error: error.message }, 422) : refusals.serverError(c)));
	return app;
}

/** The request body; `undefined` if it is empty or not JSON. */
export async function jsonBody(c: Context): Promise<unknown> {
	return parseJson(await c.req.text());
}

export function hasBearer(c: Context, token: string): boolean {
	return c.req.header('authorization') === `Bearer ${token}`;
}
