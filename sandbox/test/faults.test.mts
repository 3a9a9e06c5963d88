import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Sandbox } from '../src/index.mts';
import { caller, controlCaller, seeded, startReceiver, startTestSandbox, type Call, type Receiver } from './support.mts';

const LINQ = '/api/partner/v3';

let sandbox: Sandbox;
let receiver: Receiver;
let control: Call;

beforeEach(async () => {
	sandbox = await startTestSandbox();
	receiver = await startReceiver();
	control = controlCaller(sandbox);
});

afterEach(async () => {
	await sandbox.close();
	await receiver.close();
});

describe('faults', () => {
	const body = { operation: 'add', type: 'love' };
	const path = () => `${LINQ}/messages/${seeded(sandbox, 'linq').human.id}/reactions`;
	const live = () => sandbox.control.tapbacks('linq', seeded(sandbox, 'linq').human.id).length;
	const plan = (fault: object, more: object = {}) => control('POST', '/linq/faults', { fault, ...more });

	it('answer with a status, headers and body instead, as often as planned', async () => {
		await plan(
			{ kind: 'status', status: 503, headers: { 'retry-after': '7' }, body: { oops: true } },
			{ times: 2, match: { method: 'post', path: '/reactions' } },
		);
		const linq = caller(sandbox, 'linq');
		expect((await linq('GET', `${LINQ}/phone_numbers`)).status).toBe(200);
		const first = await linq('POST', path(), body);
		expect([first.status, first.headers.get('retry-after'), first.json]).toEqual([503, '7', { oops: true }]);
		expect((await linq('POST', path(), body)).status).toBe(503);
		expect(live()).toBe(0);
		expect((await linq('POST', path(), body)).status).toBe(202);
	});

	it('answer 200 with another body while the effect happens', async () => {
		await plan({ kind: 'body', body: '<html>', contentType: 'text/html' });
		const response = await fetch(`${sandbox.url}/linq${path()}`, {
			method: 'POST',
			headers: { authorization: 'Bearer linq_sandbox_token' },
			body: JSON.stringify(body),
		});
		expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/html', '<html>']);
		expect(live()).toBe(1);
	});

	it('drop the connection before or after the effect', async () => {
		const linq = caller(sandbox, 'linq');
		await plan({ kind: 'drop-before' });
		await expect(linq('POST', path(), body)).rejects.toThrow('fetch failed');
		expect(live()).toBe(0);
		await plan({ kind: 'drop-after' });
		await expect(linq('POST', path(), body)).rejects.toThrow('fetch failed');
		expect(live()).toBe(1);
		expect(sandbox.control.requests()[0]).toMatchObject({ status: null, responseBody: null });
	});

	it('hang after the effect, or delay', async () => {
		await plan({ kind: 'hang' });
		const hanging = fetch(`${sandbox.url}/linq${path()}`, {
			method: 'POST',
			headers: { authorization: 'Bearer linq_sandbox_token' },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(150),
		});
		await expect(hanging).rejects.toThrow();
		expect(live()).toBe(1);
		await plan({ kind: 'delay', delayMs: 120 });
		const started = Date.now();
		await caller(sandbox, 'linq')('GET', `${LINQ}/phone_numbers`);
		expect(Date.now() - started).toBeGreaterThanOrEqual(110);
	});

	it('are lifted by DELETE', async () => {
		await plan({ kind: 'status', status: 500 }, { times: 9 });
		expect((await control('DELETE', '/linq/faults')).status).toBe(204);
		expect((await caller(sandbox, 'linq')('GET', `${LINQ}/phone_numbers`)).status).toBe(200);
	});
});

describe('the rate limit', () => {
	it.each([
		['agentphone', '/v1/agents', { error: { code: 'RATE_LIMIT_EXCEEDED' } }],
		['inkbox', '/api/whoami', { detail: expect.any(String) }],
		['linq', `${LINQ}/phone_numbers`, { success: false, error: { code: 1007, retry_after: expect.any(Number) } }],
		['sendblue', '/api/lines', { status: 'ERROR' }],
		['tuco', '/api/webhooks', { error: expect.any(String) }],
	] as const)('answers %s’s own 429 with Retry-After', async (id, path, body) => {
		expect((await control('PUT', `/${id}/rate-limit`, { limit: 1, windowSeconds: 30 })).json).toEqual({
			limit: 1,
			windowSeconds: 30,
		});
		const call = caller(sandbox, id);
		expect((await call('GET', path)).status).toBe(200);
		const refused = await call('GET', path);
		expect(refused.status).toBe(429);
		expect(refused.json).toMatchObject(body);
		const seconds = Number(refused.headers.get('retry-after'));
		expect(seconds).toBeGreaterThanOrEqual(1);
		expect(seconds).toBeLessThanOrEqual(30);
		await control('PUT', `/${id}/rate-limit`, null);
		expect((await call('GET', path)).status).toBe(200);
		expect((await control('GET', `/${id}/rate-limit`)).json).toBeNull();
	});
});
