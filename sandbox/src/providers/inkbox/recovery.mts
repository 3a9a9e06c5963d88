import type { Hono } from 'hono';
import { isRecord, parseJson, queryInteger, textOf } from '../../model/json.mts';
import type { Delivery } from '../../deliveries/delivery.mts';
import { inkboxError, invalid } from './errors.mts';
import type { InkboxState } from './state.mts';

const PATH = '/api/v1/webhooks/deliveries';

/** The delivery log and its replay call: the same event id with a new request id. */
export function addRecoveryRoutes(app: Hono, state: InkboxState): void {
	app.get(PATH, (c) => {
		const { subscription_id, event_type, success } = c.req.query();
		const limit = queryInteger(c.req.query('limit'), { fallback: 50, min: 1, max: 200 });
		const offset = queryInteger(c.req.query('offset'), { fallback: 0, min: 0, max: 1e9 });
		if (limit === undefined || offset === undefined) return invalid(c, state, 'limit', 'Input should be between 1 and 200');
		const found = state.context
			.deliveries()
			.filter(({ hookId }) => subscription_id === undefined || subscription_id === hookId)
			.filter(({ delivery }) => event_type === undefined || event_type === delivery.eventType)
			.filter(({ delivery }) => success === undefined || success === String(delivery.state === 'delivered'));
		const deliveries = found.slice(offset, offset + limit).map(({ delivery }) => wireDelivery(state, delivery));
		return c.json({ deliveries });
	});
	app.post(`${PATH}/:id/replay`, async (c) => {
		const found = state.context.deliveries().find(({ delivery }) => delivery.id === c.req.param('id'));
		if (!found) return inkboxError(c, 404, 'Delivery not found');
		if (found.delivery.state === 'pending') return inkboxError(c, 422, 'This delivery cannot be replayed yet');
		if (!state.subscriptions.some(({ id }) => id === found.hookId)) return inkboxError(c, 409, 'The subscription is gone');
		await state.context.redeliver(found.delivery.id);
		noteReplay(state, found.delivery.id);
		return c.json(wireDelivery(state, found.delivery));
	});
}

// Only ids that are still in the log.
function noteReplay(state: InkboxState, deliveryId: string): void {
	const known = state.context.deliveries().map(({ delivery }) => delivery.id);
	state.replays = new Set(known.filter((id) => id === deliveryId || state.replays.has(id)));
}

function wireDelivery({ replays }: InkboxState, delivery: Delivery): Record<string, unknown> {
	const { id, at, url, eventType, body, attempts } = delivery;
	const payload = parseJson(body);
	const last = attempts.at(-1);
	return {
		id,
		event_id: isRecord(payload) ? (textOf(payload.id) ?? null) : null,
		event_type: eventType,
		url,
		request_payload: payload,
		response_status: last?.status ?? null,
		response_body: null,
		error_detail: last?.error ?? null,
		duration_ms: null,
		is_replay: replays.has(id),
		created_at: at,
	};
}
