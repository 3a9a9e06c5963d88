import type { Context, Hono } from 'hono';
import { freshHex } from '../../model/ids.mts';
import { isRecord, queryInteger } from '../../model/json.mts';
import { parseHttpUrl } from '../../model/loopback.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverTest } from './webhook.mts';
import { agentPhoneError, invalid } from './errors.mts';
import { addLogRoutes, logOf } from './webhook-log.mts';
import { isoNow, type AgentPhoneState, type Hook, type HookOwner } from './state.mts';

/** One webhook for the account and one per agent. Each POST overwrites it and makes a new secret. */
export function addWebhookRoutes(app: Hono, state: AgentPhoneState): void {
	addLogRoutes(app, state);
	app.get('/v1/webhooks', (c) => show(c, state, 'account'));
	app.post('/v1/webhooks', (c) => upsertRoute(c, state, 'account'));
	app.delete('/v1/webhooks', (c) => remove(c, state, 'account'));
	app.post('/v1/webhooks/test', (c) => test(c, state, c.req.query('agentId') ?? 'account'));

	app.use('/v1/agents/:agentId/webhook/*', async (c, next) => {
		const isKnown = state.agents.some(({ id }) => id === c.req.param('agentId'));
		return isKnown ? next() : agentPhoneError(c, state, 404, 'Agent not found');
	});
	app.get('/v1/agents/:agentId/webhook', (c) => show(c, state, c.req.param('agentId')));
	app.post('/v1/agents/:agentId/webhook', (c) => upsertRoute(c, state, c.req.param('agentId')));
	app.delete('/v1/agents/:agentId/webhook', (c) => remove(c, state, c.req.param('agentId')));
	app.post('/v1/agents/:agentId/webhook/test', (c) => test(c, state, c.req.param('agentId')));
	app.get('/v1/agents/:agentId/webhook/deliveries', (c) => {
		const limit = queryInteger(c.req.query('limit'), { fallback: 50, min: 1, max: 200 });
		if (limit === undefined) return invalid(c, ['query', 'limit'], 'Input should be between 1 and 200');
		return c.json(logOf(state, c.req.param('agentId')).slice(0, limit));
	});
}

/** Registers or overwrites the owner's webhook; the secret is always new. */
export function upsert(
	state: AgentPhoneState,
	owner: HookOwner,
	{ url, contextLimit = 10, timeout = 30 }: { url: string; contextLimit?: number; timeout?: number },
): Hook {
	const { id = `wh_${freshHex(12)}`, createdAt = isoNow(state) } = state.hooks.get(owner) ?? {};
	const hook: Hook = { id, url, secret: `whsec_${freshHex(48)}`, contextLimit, timeout, createdAt };
	state.hooks.set(owner, hook);
	return hook;
}

/** A webhook as the API shows it. Whether GET masks the secret is not documented; here it does not. */
export function wireHook(hook: Hook): Record<string, unknown> {
	const { id, url, secret, contextLimit, timeout, createdAt } = hook;
	return { id, url, secret, status: 'active', contextLimit, timeout, createdAt };
}

function show(c: Context, { hooks }: AgentPhoneState, owner: HookOwner): Response {
	const hook = hooks.get(owner);
	return c.json(hook ? wireHook(hook) : null);
}

async function upsertRoute(c: Context, state: AgentPhoneState, owner: HookOwner): Promise<Response> {
	const body = await jsonBody(c);
	const { url, contextLimit, timeout } = isRecord(body) ? body : {};
	if (typeof url !== 'string') return invalid(c, ['body', 'url'], 'Field required', 'missing');
	if (url.length < 1 || url.length > 2083 || !parseHttpUrl(url)) {
		return invalid(c, ['body', 'url'], 'Input should be a valid URL of 1 to 2083 characters');
	}
	if (!isOptionalInteger(contextLimit, 0, 50)) return invalid(c, ['body', 'contextLimit'], 'Input should be between 0 and 50');
	if (!isOptionalInteger(timeout, 5, 120)) return invalid(c, ['body', 'timeout'], 'Input should be between 5 and 120');
	return c.json(wireHook(upsert(state, owner, { url, contextLimit: contextLimit ?? undefined, timeout: timeout ?? undefined })));
}

function remove(c: Context, { hooks }: AgentPhoneState, owner: HookOwner): Response {
	hooks.delete(owner);
	return c.json({ success: true });
}

function test(c: Context, state: AgentPhoneState, owner: HookOwner): Response {
	const hook = state.hooks.get(owner);
	if (!hook) return agentPhoneError(c, state, 404, 'No webhook configured');
	deliverTest(state, hook);
	return c.json({ success: true });
}

function isOptionalInteger(value: unknown, min: number, max: number): value is number | null | undefined {
	if (value === undefined || value === null) return true;
	return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}
