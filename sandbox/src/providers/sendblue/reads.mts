import type { Hono } from 'hono';
import { queryInteger } from '../../model/json.mts';
import { sendblueError } from './errors.mts';
import { allRows, findRow, type Row } from './rows.mts';
import { ACCOUNT_EMAIL, isoNow, type SendblueState } from './state.mts';

const MAX_LIMIT = 1000;
const ORDERS = ['createdAt', 'updatedAt', 'sentAt', 'created_at', 'updated_at', 'sent_at'];
const EQUAL_FILTERS = ['from_number', 'to_number', 'sendblue_number', 'group_id', 'message_type', 'service', 'status'] as const;
const TIMES = ['created_at', 'updated_at', 'sent_at'] as const;

/** Reads of the account, its lines and the message list. No read shows a reaction. */
export function addReadRoutes(app: Hono, state: SendblueState): void {
	app.get('/account', (c) => c.json({ status: 'OK', data: { email: ACCOUNT_EMAIL, plan: 'dedicated' } }));
	// The exact body is not documented; third parties read `lines` with `number`.
	app.get('/api/lines', (c) =>
		c.json({
			status: 'OK',
			lines: state.account.lines.map(({ id, number }) => ({ id, number, status: 'active' })),
		}),
	);
	app.get('/api/v2/lines/state', (c) => {
		const data = state.account.lines.map(({ id, number }) => ({
			sendblue_number: number,
			worker_id: id,
			status: 'ONLINE',
			assignment: 'assigned',
		}));
		return c.json({ status: 'OK', snapshot_at: isoNow(state), data });
	});
	app.get('/api/v2/messages', (c) => {
		const query = c.req.query();
		const limit = queryInteger(query.limit, { fallback: 50, min: 1, max: MAX_LIMIT });
		if (limit === undefined) return sendblueError(c, 400, `limit must be between 1 and ${MAX_LIMIT}`);
		const offset = queryInteger(query.offset, { fallback: 0, min: 0, max: 1e9 });
		if (offset === undefined) return sendblueError(c, 400, 'offset must be a non-negative integer');
		if (query.order_by !== undefined && !ORDERS.includes(query.order_by)) {
			return sendblueError(c, 400, 'order_by must be one of: createdAt, updatedAt, sentAt');
		}
		const rows = allRows(state).filter((row) => matches(row, query));
		if (query.order_direction !== 'asc') rows.reverse();
		const pagination = { total: rows.length, limit, offset, hasMore: offset + limit < rows.length };
		return c.json({ status: 'OK', data: rows.slice(offset, offset + limit), pagination });
	});
	app.get('/api/v2/messages/:handle', (c) => {
		const row = findRow(state, c.req.param('handle'));
		return row ? c.json({ status: 'OK', data: row }) : sendblueError(c, 404, 'Message not found');
	});
	app.get('/api/status', (c) => {
		const row = findRow(state, c.req.query('handle') ?? '');
		return row ? c.json(row) : sendblueError(c, 404, 'Message not found');
	});
}

function matches(row: Row, query: Record<string, string>): boolean {
	if (!EQUAL_FILTERS.every((field) => query[field] === undefined || query[field] === row[field])) return false;
	const { number, is_outbound } = query;
	if (number !== undefined && number !== row.from_number && number !== row.to_number) return false;
	if (is_outbound !== undefined && is_outbound !== String(row.is_outbound)) return false;
	const at = Date.parse(row.date_sent);
	return TIMES.every((field) => {
		const from = query[`${field}_gte`];
		const to = query[`${field}_lte`];
		return (from === undefined || at >= Date.parse(from)) && (to === undefined || at <= Date.parse(to));
	});
}
