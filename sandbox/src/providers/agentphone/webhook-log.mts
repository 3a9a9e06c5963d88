import type { Hono } from 'hono';
import type { Delivery } from '../../deliveries/delivery.mts';
import { isRecord, parseJson, queryInteger, textOf } from '../../model/json.mts';
import { invalid } from './errors.mts';
import type { AgentPhoneState, HookOwner } from './state.mts';

/** The account's delivery log: pages, statistics of the last hours, all-time. There is no redelivery call. */
export function addLogRoutes(app: Hono, state: AgentPhoneState): void {
	app.get('/v1/webhooks/deliveries', (c) => {
		const limit = queryInteger(c.req.query('limit'), { fallback: 50, min: 1, max: 200 });
		const offset = queryInteger(c.req.query('offset'), { fallback: 0, min: 0, max: 1e9 });
		if (limit === undefined || offset === undefined) return invalid(c, ['query', 'limit'], 'Input should be between 1 and 200');
		const items = logOf(state);
		return c.json({ items: items.slice(offset, offset + limit), total: items.length, offset, limit });
	});
	app.get('/v1/webhooks/deliveries/stats', (c) =>
		c.json({
			...count(state),
			pending: logOf(state).filter(({ status }) => status === 'pending').length,
			byEventType: {},
			byHour: [],
		}),
	);
	app.get('/v1/webhooks/deliveries/all-time', (c) => c.json(count(state)));
}

/** Deliveries, newest first; with an owner, only those to its current webhook. */
export function logOf({ context, hooks }: AgentPhoneState, owner?: HookOwner): Record<string, unknown>[] {
	const hookId = owner === undefined ? undefined : hooks.get(owner)?.id;
	return context
		.deliveries()
		.filter((entry) => owner === undefined || entry.hookId === hookId)
		.map(({ delivery }) => wireDelivery(delivery));
}

function count(state: AgentPhoneState): {
	total: number;
	success: number;
	failed: number;
	successRate: number;
} {
	const log = logOf(state);
	const success = log.filter(({ status }) => status === 'success').length;
	const failed = log.filter(({ status }) => status === 'failed').length;
	return { total: log.length, success, failed, successRate: log.length === 0 ? 0 : success / log.length };
}

function wireDelivery({ id, at, eventType, body, state, attempts }: Delivery): Record<string, unknown> {
	const last = attempts.at(-1);
	const payload = parseJson(body);
	const data = isRecord(payload) && isRecord(payload.data) ? payload.data : {};
	return {
		id,
		messageId: textOf(data.messageId) ?? null,
		eventType,
		channel: 'imessage',
		status: state === 'delivered' ? 'success' : state,
		httpStatus: last?.status ?? null,
		errorMessage: last?.error ?? null,
		responseBody: null,
		attemptCount: attempts.length,
		lastAttemptAt: last?.at ?? null,
		nextRetryAt: null,
		createdAt: at,
	};
}
