import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { parseJson } from '../json.mts';
import type { ProviderContext } from './provider.mts';

/** How a vendor refuses what every API refuses. */
export interface VendorRefusals {
	unauthorized(c: Context): Response;
	rateLimited(c: Context, retryAfterSeconds: number): Response;
	unknownRoute(c: Context): Response;
	serverError(c: Context): Response;
}

/** Creates a vendor's Hono app: the key first, then the rate limit, then the routes. */
export function createVendorApp(
	context: ProviderContext,
	{ isAuthorized, ...refusals }: VendorRefusals & { isAuthorized(c: Context): boolean },
): Hono {
	const app = new Hono();
	app.use('*', async (c, next) => {
		if (!isAuthorized(c)) return refusals.unauthorized(c);
		const retryAfterSeconds = context.countCall();
		if (retryAfterSeconds !== undefined) {
			const response = refusals.rateLimited(c, retryAfterSeconds);
			response.headers.set('Retry-After', String(retryAfterSeconds));
			return response;
		}
		return next();
	});
	app.notFound(refusals.unknownRoute);
	app.onError((_, c) => refusals.serverError(c));
	return app;
}

/** The request body; `undefined` when it is empty or no JSON. */
export async function jsonBody(c: Context): Promise<unknown> {
	return parseJson(await c.req.text());
}

/** Answers with a status and an error body of the vendor's own shape. */
export function refuse(c: Context, status: ContentfulStatusCode, body: object): Response {
	return c.json(body, status);
}

export function hasBearer(c: Context, token: string): boolean {
	return c.req.header('authorization') === `Bearer ${token}`;
}
