import type { Context, Hono } from 'hono';
import { freshUuid } from '../../model/ids.mts';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import { MOST_WEBHOOKS, requireRoom, requireShort } from '../../model/limits.mts';
import { isHookUrl } from '../../model/loopback.mts';
import { jsonBody } from '../vendor-app.mts';
import { inkboxError, invalid } from './errors.mts';
import { isoNow, mintKey, ORGANIZATION_ID, visibleIdentities, type Identity, type InkboxState, type Subscription } from './state.mts';

const PATH = '/api/v1/webhooks/subscriptions';

/** The events of an agent identity's iMessage channel. */
export const INKBOX_EVENTS: readonly string[] = [
	'imessage.reaction_received',
	'imessage.received',
	'imessage.sent',
	'imessage.delivered',
	'imessage.delivery_failed',
];

/** Subscriptions: 60 per identity, each URL once. The signing key is shown only when it is first made. */
export function addWebhookRoutes(app: Hono, state: InkboxState): void {
	app.use(`${PATH}/*`, async (c, next) =>
		state.quirks.get('keyScope') === 'unclaimed' ? inkboxError(c, 403, 'An unclaimed key may not manage webhooks') : next(),
	);
	app.post(PATH, async (c) => {
		const body = await jsonBody(c);
		if (!isRecord(body)) return invalid(c, state, 'body', 'Input should be a valid dictionary');
		const owners = ['agent_identity_id', 'mailbox_id', 'phone_number_id'].filter((field) => textOf(body[field]) !== undefined);
		if (owners.length !== 1) return invalid(c, state, 'agent_identity_id', 'Exactly one owner is required');
		if (owners[0] !== 'agent_identity_id') {
			return invalid(c, state, 'event_types', 'iMessage events belong to an agent identity');
		}
		const identity = visibleIdentities(state).find(({ id }) => id === body.agent_identity_id);
		if (!identity) return inkboxError(c, 404, 'Agent identity not found');
		const refusal = refuseFields(c, state, { url: body.url ?? '', event_types: body.event_types ?? [] });
		if (refusal) return refusal;
		const owned = state.subscriptions.filter(({ identityId }) => identityId === identity.id);
		const most = state.quirks.get('maxSubscriptions');
		if (owned.some(({ url }) => url === body.url)) return urlTaken(c);
		if (owned.length >= most) return inkboxError(c, 409, `A maximum of ${most} active subscriptions per identity is allowed`);
		const { url = '', event_types } = { url: textOf(body.url), event_types: textsOf(body.event_types) ?? [] };
		return c.json(
			subscribe(state, identity, {
				url,
				eventTypes: event_types,
				contextConfig: body.context_config ?? null,
			}),
			201,
		);
	});
	app.get(PATH, (c) => {
		const { agent_identity_id, mailbox_id, phone_number_id, url, event_type } = c.req.query();
		const owners = [agent_identity_id, mailbox_id, phone_number_id].filter((owner) => owner !== undefined);
		if (owners.length > 1) return invalid(c, state, 'agent_identity_id', 'Owner filters exclude each other');
		const found = state.subscriptions
			.filter(() => mailbox_id === undefined && phone_number_id === undefined)
			.filter(({ identityId }) => visibleIdentities(state).some(({ id }) => id === identityId))
			.filter(({ identityId }) => agent_identity_id === undefined || agent_identity_id === identityId)
			.filter((one) => (url === undefined || url === one.url) && (event_type === undefined || one.eventTypes.includes(event_type)));
		return c.json({ subscriptions: found.map((subscription) => wireSubscription(subscription)) });
	});
	app.get(`${PATH}/:id`, (c) => {
		const found = find(state, c.req.param('id'));
		return found ? c.json(wireSubscription(found)) : notFound(c);
	});
	app.patch(`${PATH}/:id`, async (c) => {
		const found = find(state, c.req.param('id'));
		if (!found) return notFound(c);
		const body = await jsonBody(c);
		if (!isRecord(body)) return invalid(c, state, 'body', 'Input should be a valid dictionary');
		const refusal = refuseFields(c, state, body);
		if (refusal) return refusal;
		const isTaken = state.subscriptions.some((one) => one !== found && one.identityId === found.identityId && one.url === body.url);
		if (isTaken) return urlTaken(c);
		requireShort(body, 'The webhook');
		found.url = textOf(body.url) ?? found.url;
		found.eventTypes = textsOf(body.event_types) ?? found.eventTypes;
		if (body.context_config !== undefined) found.contextConfig = body.context_config;
		found.updatedAt = isoNow(state);
		return c.json(wireSubscription(found));
	});
	app.delete(`${PATH}/:id`, (c) => {
		const found = find(state, c.req.param('id'));
		if (!found) return notFound(c);
		state.subscriptions = state.subscriptions.filter((subscription) => subscription !== found);
		return c.body(null, 204);
	});
}

/** Stores a subscription. If the identity has no key, makes one and shows it. */
export function subscribe(
	state: InkboxState,
	identity: Identity,
	fields: Pick<Subscription, 'url' | 'eventTypes' | 'contextConfig'>,
): Record<string, unknown> {
	requireRoom(state.subscriptions.length, MOST_WEBHOOKS, 'webhooks');
	requireShort(fields, 'The webhook');
	const at = isoNow(state);
	const subscription: Subscription = {
		id: freshUuid(),
		identityId: identity.id,
		...fields,
		createdAt: at,
		updatedAt: at,
	};
	state.subscriptions.push(subscription);
	const isFirst = identity.signingKey === undefined && state.quirks.get('mintsFirstKey');
	return wireSubscription(subscription, isFirst ? mintKey(state, identity) : null);
}

export function wireSubscription(subscription: Subscription, signingKey: string | null = null): Record<string, unknown> {
	const { id, identityId, url, eventTypes, contextConfig, createdAt, updatedAt } = subscription;
	return {
		id,
		organization_id: ORGANIZATION_ID,
		mailbox_id: null,
		phone_number_id: null,
		agent_identity_id: identityId,
		owner_identity_id: identityId,
		url,
		event_types: eventTypes,
		status: 'active',
		created_at: createdAt,
		updated_at: updatedAt,
		context_config: contextConfig,
		signing_key: signingKey,
	};
}

function find({ subscriptions }: InkboxState, id: string): Subscription | undefined {
	return subscriptions.find((subscription) => subscription.id === id);
}

function urlTaken(c: Context): Response {
	return inkboxError(c, 409, 'An active subscription with this url exists for this owner');
}

function notFound(c: Context): Response {
	return inkboxError(c, 404, 'Subscription not found');
}

function refuseFields(c: Context, state: InkboxState, { url, event_types }: Record<string, unknown>): Response | undefined {
	if (url !== undefined && !isHookUrl(String(url))) return invalid(c, state, 'url', 'The URL must be https');
	if (event_types === undefined) return undefined;
	const events = textsOf(event_types);
	if (!events || events.length === 0) return invalid(c, state, 'event_types', 'At least one event type is required');
	if (new Set(events).size !== events.length) return invalid(c, state, 'event_types', 'Event types must be distinct');
	const unknown = events.find((event) => !INKBOX_EVENTS.includes(event));
	return unknown === undefined ? undefined : invalid(c, state, 'event_types', `Unknown event type for this owner: ${unknown}`);
}
