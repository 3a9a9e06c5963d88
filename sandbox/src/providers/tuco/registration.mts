import type { Context, Hono } from 'hono';
import { freshSecret } from '../../model/ids.mts';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import { MOST_WEBHOOKS, requireRoom, requireShort } from '../../model/limits.mts';
import { isHookUrl } from '../../model/loopback.mts';
import { jsonBody } from '../vendor-app.mts';
import { readOnly, tucoError } from './errors.mts';
import { checkHealth } from './health-check.mts';
import { freshObjectId, isoNow, type Hook, type TucoState } from './state.mts';

const REACTION_EVENT = 'message.reaction';

/** The events of the webhooks page, and the one of the newer features page. */
export const TUCO_EVENTS: readonly string[] = [
	...['message.sent', 'message.failed', 'message.fallback', 'message.opened', 'message.reply'],
	REACTION_EVENT,
];

/** Webhooks by id; the secret is shown once. */
export function addWebhookRoutes(app: Hono, state: TucoState): void {
	app.post('/api/webhooks', async (c) => {
		if (state.quirks.get('workspace') === 'read-only') return readOnly(c);
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const url = textOf(body.url);
		if (url === undefined) return tucoError(c, 400, 'URL is required');
		if (!isHookUrl(url)) return tucoError(c, 400, 'Invalid URL format');
		const events = textsOf(body.events) ?? [];
		const refusal = refuseEvents(c, state, events);
		if (refusal) return refusal;
		const name = textOf(body.name);
		if (name === undefined) return tucoError(c, 400, 'Name is required');
		const { id, secret, description, createdAt } = register(state, {
			url,
			events,
			name,
			description: textOf(body.description) ?? null,
		});
		const warning = 'Save this secret now. You will not be able to see it again.';
		return c.json({ id, secret, url, events, name, description, createdAt, warning }, 201);
	});
	app.get('/api/webhooks', (c) => c.json({ webhooks: state.hooks.map(withoutSecret) }));
	app.get('/api/webhooks/:id', (c) => {
		const hook = find(state, c.req.param('id'));
		return hook ? c.json(withoutSecret(hook)) : notFound(c);
	});
	app.patch('/api/webhooks/:id', async (c) => {
		const hook = find(state, c.req.param('id'));
		if (!hook) return notFound(c);
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const { url, events, isActive } = body;
		requireShort(body, 'The webhook');
		if (url !== undefined && !isHookUrl(String(url))) return tucoError(c, 400, 'Invalid URL format');
		const refusal = events === undefined ? undefined : refuseEvents(c, state, textsOf(events) ?? []);
		if (refusal) return refusal;
		hook.url = textOf(url) ?? hook.url;
		hook.events = textsOf(events) ?? hook.events;
		hook.name = textOf(body.name) ?? hook.name;
		if (body.description !== undefined) hook.description = textOf(body.description) ?? null;
		if (typeof isActive === 'boolean') hook.isActive = isActive;
		hook.updatedAt = isoNow(state);
		return c.json({ success: true });
	});
	app.delete('/api/webhooks/:id', (c) => {
		const hook = find(state, c.req.param('id'));
		if (!hook) return notFound(c);
		state.hooks = state.hooks.filter((other) => other !== hook);
		return c.json({ success: true });
	});
	app.post('/api/webhooks/:id/health-check', async (c) => {
		const hook = find(state, c.req.param('id'));
		return hook ? c.json(await checkHealth(state, hook)) : notFound(c);
	});
}

/** Stores a webhook and makes its secret. */
export function register(state: TucoState, fields: Pick<Hook, 'url' | 'events' | 'name' | 'description'>): Hook {
	requireRoom(state.hooks.length, MOST_WEBHOOKS, 'webhooks');
	requireShort(fields, 'The webhook');
	const at = isoNow(state);
	const hook: Hook = {
		id: freshObjectId(),
		secret: freshSecret(),
		...fields,
		isActive: true,
		lastTriggeredAt: null,
		lastSuccessAt: null,
		lastFailureAt: null,
		failureCount: 0,
		createdAt: at,
		updatedAt: at,
	};
	state.hooks.push(hook);
	return hook;
}

function find({ hooks }: TucoState, id: string): Hook | undefined {
	return hooks.find((hook) => hook.id === id);
}

function withoutSecret({ secret: _, ...shown }: Hook): Omit<Hook, 'secret'> {
	return shown;
}

function notFound(c: Context): Response {
	return tucoError(c, 404, 'Webhook not found');
}

function refuseEvents(c: Context, { quirks }: TucoState, events: string[]): Response | undefined {
	if (events.length === 0) return tucoError(c, 400, 'At least one event must be selected');
	const known = TUCO_EVENTS.filter((event) => event !== REACTION_EVENT || quirks.get('acceptsReactionEvent'));
	const unknown = events.filter((event) => !known.includes(event));
	return unknown.length === 0 ? undefined : tucoError(c, 400, `Invalid events: ${unknown.join(', ')}`);
}
