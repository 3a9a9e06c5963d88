import type { Attempt, Delivery } from '../../src/deliveries/delivery.mts';
import type { LoggedRequest } from '../../src/model/request-log.mts';

/** A request as the log stores it. */
export function request(fields: Partial<LoggedRequest> = {}): LoggedRequest {
	return {
		id: 'request',
		at: '2026-01-01T00:00:00.000Z',
		provider: 'linq',
		method: 'POST',
		path: '/api/partner/v3/messages/1/reactions',
		query: {},
		headers: {},
		body: null,
		status: 200,
		responseBody: null,
		durationMs: 3,
		fault: null,
		...fields,
	};
}

/** A delivery as the log stores it, before its first attempt. */
export function delivery(fields: Partial<Delivery> = {}): Delivery {
	return {
		id: 'delivery',
		provider: 'linq',
		at: '2026-01-01T00:00:00.000Z',
		url: 'http://127.0.0.1:5000/hook',
		event: 'added',
		eventType: 'reaction.added',
		signatureBase: 'id.17.{}',
		headers: { 'webhook-id': 'id', 'webhook-timestamp': '17', 'webhook-signature': 'v1,abc=' },
		body: '{}',
		state: 'pending',
		fault: null,
		attempts: [],
		...fields,
	};
}

/** One attempt, answered with 200. */
export function attempt(fields: Partial<Attempt> = {}): Attempt {
	return {
		at: '2026-01-01T00:00:00.000Z',
		kind: 'first',
		forgery: null,
		headers: {},
		body: '{}',
		signatureBase: '',
		status: 200,
		error: null,
		responseBody: '',
		durationMs: 3,
		...fields,
	};
}
