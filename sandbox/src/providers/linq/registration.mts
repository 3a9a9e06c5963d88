import type { Hono } from 'hono';
import { freshSecret, freshUuid } from '../../model/ids.mts';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import { MOST_WEBHOOKS, requireRoom, requireShort } from '../../model/limits.mts';
import { isHookUrl } from '../../model/loopback.mts';
import { jsonBody } from '../vendor-app.mts';
import { linqError, type LinqErrorCode } from './errors.mts';
import type { LinqState, Subscription } from './state.mts';

const PATH = '/api/partner/v3/webhook-subscriptions';

/** The event names of SDK 0.28.2. */
export const LINQ_EVENTS: readonly string[] = [
	...['message.sent', 'message.received', 'message.read', 'message.delivered', 'message.failed', 'message.edited'],
	...['reaction.added', 'reaction.removed', 'participant.added', 'participant.removed', 'chat.created'],
	...['chat.group_name_updated', 'chat.group_icon_updated', 'chat.group_name_update_failed'],
	...['chat.group_icon_update_failed', 'chat.typing_indicator.started', 'chat.typing_indicator.stopped'],
	...['phone_number.status_updated', 'call.initiated', 'call.ringing', 'call.answered', 'call.ended', 'call.failed'],
	...['call.declined', 'call.no_answer', 'location.sharing.started', 'location.sharing.stopped'],
];

type SubscriptionFields = Partial<Pick<Subscription, 'is_active' | 'phone_numbers' | 'subscribed_events' | 'target_url'>>;

/** Subscriptions: one per target URL and account. The secret is shown once. */
export function addWebhookRoutes(app: Hono, state: LinqState): void {
	app.get('/api/partner/v3/webhook-events', (c) =>
		c.json({ doc_url: 'https://docs.linqapp.com/guides/webhooks/events', events: LINQ_EVENTS }),
	);
	app.get(PATH, (c) => c.json({ subscriptions: state.subscriptions.map(withoutSecret) }));
	app.post(PATH, async (c) => {
		const body = await jsonBody(c);
		if (!isRecord(body)) return linqError(c, 1003);
		if (body.target_url === undefined || body.subscribed_events === undefined) return linqError(c, 1001);
		const fields = parseFields(state, body);
		if (typeof fields === 'number') return linqError(c, fields);
		return c.json(subscribe(state, fields), 201);
	});
	app.get(`${PATH}/:id`, (c) => {
		const found = find(state, c.req.param('id'));
		return found ? c.json(withoutSecret(found)) : linqError(c, 2010);
	});
	app.put(`${PATH}/:id`, async (c) => {
		const found = find(state, c.req.param('id'));
		if (!found) return linqError(c, 2010);
		const body = await jsonBody(c);
		if (!isRecord(body)) return linqError(c, 1003);
		const fields = parseFields(state, body, found.id);
		if (typeof fields === 'number') return linqError(c, fields);
		Object.assign(found, fields, { updated_at: new Date(state.context.now()).toISOString() });
		return c.json(withoutSecret(found));
	});
	app.delete(`${PATH}/:id`, (c) => {
		const found = find(state, c.req.param('id'));
		if (!found) return linqError(c, 2010);
		state.subscriptions = state.subscriptions.filter((subscription) => subscription !== found);
		return c.body(null, 204);
	});
}

/** Stores a new subscription and mints its secret. */
export function subscribe(state: LinqState, fields: SubscriptionFields): Subscription {
	requireRoom(state.subscriptions.length, MOST_WEBHOOKS, 'webhooks');
	const at = new Date(state.context.now()).toISOString();
	const subscription: Subscription = {
		id: freshUuid(),
		created_at: at,
		updated_at: at,
		is_active: true,
		target_url: '',
		phone_numbers: null,
		subscribed_events: [...LINQ_EVENTS],
		...fields,
		signing_secret: `whsec_${freshSecret()}`,
	};
	state.subscriptions.push(subscription);
	return subscription;
}

function find(state: LinqState, id: string): Subscription | undefined {
	return state.subscriptions.find((subscription) => subscription.id === id);
}

function withoutSecret({ signing_secret: _, ...shown }: Subscription): Omit<Subscription, 'signing_secret'> {
	return shown;
}

function parseFields(state: LinqState, body: Record<string, unknown>, ownId?: string): SubscriptionFields | LinqErrorCode {
	requireShort(body, 'The webhook');
	const fields: SubscriptionFields = {};
	if (body.target_url !== undefined) {
		const url = textOf(body.target_url);
		if (url === undefined || !isHookUrl(url)) return 1005;
		if (state.subscriptions.some(({ id, target_url }) => target_url === url && id !== ownId)) return 2015;
		fields.target_url = url;
	}
	if (body.subscribed_events !== undefined) {
		const events = textsOf(body.subscribed_events);
		if (!events || events.length === 0 || !events.every((event) => LINQ_EVENTS.includes(event))) return 1005;
		fields.subscribed_events = events;
	}
	if (body.phone_numbers !== undefined) {
		const numbers = body.phone_numbers === null ? [] : textsOf(body.phone_numbers);
		if (!numbers) return 1005;
		if (!numbers.every((number) => /^\+[1-9]\d{6,14}$/.test(number))) return 1002;
		if (!numbers.every((number) => state.account.lines.some((line) => line.number === number))) return 2006;
		fields.phone_numbers = numbers.length === 0 ? null : numbers;
	}
	if (body.is_active !== undefined) {
		if (typeof body.is_active !== 'boolean') return 1005;
		fields.is_active = body.is_active;
	}
	return fields;
}
