import { describe, expect, it } from '@jest/globals';
import { isAsShown, labelAttempts } from '../../page/wire/attempts.mts';
import { marksOf } from '../../page/wire/marks.mts';
import { purposeOf } from '../../page/wire/purpose.mts';
import { statusOf } from '../../page/wire/status.mts';
import { formatDuration, formatTime } from '../../page/wire/times.mts';
import { notesOf, shortenIds, titleOf } from '../../page/wire/titles.mts';
import { attempt, delivery, request } from '../harness/wire.mts';

describe('the title of a row', () => {
	it('is method and path, long ids shortened', () => {
		const path = '/api/partner/v3/messages/019b2f4e-77aa-4bb2-8a8e-3a1c0d9e8f7a/reactions';
		expect(titleOf({ kind: 'request', request: request({ path }) })).toEqual({
			method: 'POST',
			name: '/api/partner/v3/messages/019b…/reactions',
		});
	});

	it('keeps the names in a path, however long', () => {
		expect(shortenIds('/api/partner/v3/webhook-subscriptions')).toBe('/api/partner/v3/webhook-subscriptions');
	});

	it('is the event of a webhook', () => {
		expect(titleOf({ kind: 'delivery', delivery: delivery() })).toEqual({ method: 'POST', name: 'reaction.added' });
	});

	it('has beside it where a webhook went, or how long a call took', () => {
		const url = 'http://127.0.0.1:5678/webhook/abc?version=2';
		expect(notesOf({ kind: 'delivery', delivery: delivery({ url }) })).toEqual(['to 127.0.0.1:5678/webhook/abc?version=2']);
		expect(notesOf({ kind: 'delivery', delivery: delivery({ url: 'nowhere' }) })).toEqual(['to nowhere']);
		expect(notesOf({ kind: 'request', request: request({ durationMs: 12 }) })).toEqual(['12 ms']);
		expect(notesOf({ kind: 'request', request: request({ durationMs: null }) })).toEqual([]);
	});
});

describe('the status of a request', () => {
	const status = (fields: Parameters<typeof request>[0]) => statusOf({ kind: 'request', request: request(fields) });

	it('is its number and its name', () => {
		expect(status({ status: 201 })).toEqual({ tone: 'good', short: '201', text: '201 Created' });
		expect(status({ status: 429 })).toEqual({ tone: 'bad', short: '429', text: '429 Too Many Requests' });
		expect(status({ status: 418 })).toMatchObject({ text: '418' });
	});

	it('is a word where the vendor took the call and will do it later', () => {
		expect(status({ status: 202 })).toEqual({ tone: 'good', short: 'accepted', text: '202 Accepted' });
	});

	it('is waiting until there is an answer', () => {
		expect(status({ status: null, durationMs: null })).toMatchObject({ tone: 'plain', short: 'waiting' });
		expect(status({ status: null, durationMs: null, fault: 'hang' })).toMatchObject({ short: 'waiting' });
	});

	it('is no answer where the connection ended without one', () => {
		expect(status({ status: null, durationMs: 3, fault: 'drop-after' })).toMatchObject({ tone: 'bad', short: 'no answer' });
	});
});

describe('the status of a delivery', () => {
	const status = (fields: Parameters<typeof delivery>[0]) => statusOf({ kind: 'delivery', delivery: delivery(fields) });

	it('follows the vendor’s own tries', () => {
		expect(status({})).toMatchObject({ tone: 'plain', short: 'sending' });
		expect(status({ attempts: [attempt({ status: 503 })] })).toMatchObject({ tone: 'warn', short: '503' });
		expect(status({ attempts: [attempt({ status: null })] })).toMatchObject({ tone: 'warn', short: 'no answer' });
		expect(status({ state: 'delivered', attempts: [attempt()] })).toMatchObject({ tone: 'good', text: 'Delivered, 200 OK' });
		expect(status({ state: 'failed', attempts: [attempt({ status: 400 })] })).toMatchObject({ tone: 'bad', short: '400' });
		expect(status({ state: 'withheld', fault: 'withhold' })).toMatchObject({ tone: 'warn', short: 'withheld' });
	});

	it('is not what became of a repeat', () => {
		const attempts = [attempt(), attempt({ kind: 'redelivery', forgery: 'body', status: 401 })];
		expect(status({ state: 'delivered', attempts })).toMatchObject({ tone: 'good', short: '200' });
	});
});

describe('the attempts of a delivery', () => {
	const attempts = [
		attempt({ status: 503 }),
		attempt({ kind: 'retry', status: 503 }),
		attempt({ kind: 'retry' }),
		attempt({ kind: 'redelivery' }),
		attempt({ kind: 'redelivery', forgery: 'stale', status: 401 }),
	];

	it('have names', () => {
		expect(labelAttempts(attempts).map(({ label }) => label)).toEqual([
			'First try',
			'Retry 1',
			'Retry 2',
			'Sent again',
			'Sent again, tampered: ten minutes old',
		]);
	});

	it('leave marks on the row', () => {
		expect(marksOf({ kind: 'delivery', delivery: delivery({ attempts }) })).toEqual(['2 retries', 'sent again', 'tampered']);
		const twice = [attempt(), attempt({ kind: 'copy' }), attempt({ kind: 'copy' })];
		expect(marksOf({ kind: 'delivery', delivery: delivery({ attempts: twice, fault: 'duplicate' }) })).toEqual([
			'fault: duplicate',
			'copied ×2',
		]);
		expect(marksOf({ kind: 'delivery', delivery: delivery({ attempts: [attempt()] }) })).toEqual([]);
		expect(marksOf({ kind: 'request', request: request({ fault: 'hang' }) })).toEqual(['fault: hang']);
	});

	it('are shown in full where they differ from the delivery', () => {
		const shown = delivery();
		const { headers, body } = shown;
		expect(isAsShown(attempt({ headers, body }), shown)).toBe(true);
		expect(isAsShown(attempt({ headers, body: '{"forged":true}' }), shown)).toBe(false);
		expect(isAsShown(attempt({ headers: {}, body }), shown)).toBe(false);
	});
});

describe('the purpose of a request', () => {
	it.each([
		['POST', '/v1/messages/1/reactions', /tapback/],
		['POST', '/api/v1/imessage/reactions', /tapback/],
		['POST', '/api/send-reaction', /tapback/],
		['POST', '/api/messages/react', /tapback/],
		['POST', '/api/partner/v3/webhook-subscriptions', /registers a webhook/],
		['POST', '/api/v1/webhooks/subscriptions', /registers a webhook/],
		['POST', '/v1/agents/7/webhook', /registers a webhook/],
		['POST', '/api/account/webhooks', /registers a webhook/],
		['POST', '/api/webhooks', /registers a webhook/],
		['PATCH', '/api/webhooks/1', /changes a webhook/],
		['DELETE', '/api/webhooks/1', /removes a webhook/],
		['GET', '/api/webhooks', /reads which webhooks/],
		['POST', '/api/webhooks/1/health-check', /test webhook/],
		['POST', '/v1/webhooks/test', /test webhook/],
		['POST', '/api/v1/webhooks/deliveries/1/replay', /send a webhook again/],
		['GET', '/v1/webhooks/deliveries/stats', /webhook deliveries/],
		['POST', '/api/partner/v3/chats/1/messages', /sends a message/],
		['POST', '/api/send-message', /sends a message/],
		['GET', '/v1/conversations/1/messages', /reads messages/],
		['GET', '/api/partner/v3/phonenumbers', /phone lines/],
		['GET', '/api/whoami', /account and permissions/],
	])('%s %s', (method, path, sentence) => {
		expect(purposeOf({ method, path })).toMatch(sentence);
	});

	it('is not guessed', () => {
		expect(purposeOf({ method: 'POST', path: '/api/unknown' })).toBeUndefined();
	});
});

describe('times', () => {
	it('are of the day, here', () => {
		const local = new Date(2026, 0, 2, 3, 4, 5, 6).toISOString();
		expect(formatTime(local)).toBe('03:04:05');
		expect(formatTime(local, 'milliseconds')).toBe('03:04:05.006');
		expect(formatTime('never')).toBe('never');
	});

	it('last milliseconds or seconds', () => {
		expect([0, 12.4, 999, 1240].map(formatDuration)).toEqual(['0 ms', '12 ms', '999 ms', '1.2 s']);
	});
});
