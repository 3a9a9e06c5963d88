import { describe, expect, it } from '@jest/globals';

import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import { matching, playedVendor } from './harness/played.mts';
import { authHeaders, caller, controlCaller, until } from './harness/sandbox.mts';
import { useFaults } from './harness/use-faults.mts';

const { sandbox, plan, heart, send, sendRaw, live } = useFaults();
const control = controlCaller(sandbox);

const PROVIDERS = DESCRIPTIONS.map(({ id }) => id);

describe.each(PROVIDERS)('%s', (id) => {
	it('limits the rate in its own words, with Retry-After, and does nothing', async () => {
		await plan({ kind: 'rate-limit', retryAfterSeconds: 2 }, {}, id);
		const refused = await send(id);
		expect([refused.status, refused.headers.get('retry-after'), refused.json]).toEqual([
			429,
			'2',
			matching(playedVendor(id).rateLimited(2)),
		]);
		expect(live(id)).toBe(0);
		expect((await send(id)).status).toBeLessThan(300);
		expect(live(id)).toBe(1);
	});

	it('hides an error of its own shape in a 200, and does nothing', async () => {
		await plan({ kind: 'error-in-200' }, {}, id);
		const refused = await send(id);
		expect([refused.status, refused.json]).toEqual([200, matching(playedVendor(id).errorIn200)]);
		expect(live(id)).toBe(0);
		await send(id);
		expect(live(id)).toBe(1);
	});

	it('refuses a wrong key before anything else', async () => {
		await plan({ kind: 'error-in-200' }, {}, id);
		const wrong = authHeaders(id, { apiKey: 'x', apiKeyId: 'x', apiSecretKey: 'x' });
		expect((await caller(sandbox, id)('POST', ...heart(id), wrong)).status).toBe(401);
	});
});

describe('the log of requests', () => {
	it('says which fault met a call, and how long it took', async () => {
		await plan({ kind: 'delay', delayMs: 60 });
		await send('linq');
		await send('linq');
		const [plain, late] = sandbox.control.requests();
		expect([late?.fault, late?.status]).toEqual(['delay', 202]);
		expect(late?.durationMs).toBeGreaterThanOrEqual(55);
		expect([plain?.fault, plain?.durationMs]).toEqual([null, expect.any(Number)]);
	});

	it.each([
		['delay', { kind: 'delay', delayMs: 3000 }],
		['hang', { kind: 'hang' }],
	])('shows a call while it waits: %s', async (kind, fault) => {
		await plan(fault);
		const client = new AbortController();
		const sending = sendRaw(client.signal).catch(() => undefined);
		await until(() => sandbox.control.requests().length === 1, 'the request');
		expect(sandbox.control.requests()[0]).toMatchObject({ fault: kind, status: null, durationMs: null });
		client.abort();
		await sending;
	});

	it('ends a call whose answer trickles with the last byte', async () => {
		await plan({ kind: 'trickle', byteDelayMs: 1 });
		await send('linq');
		expect(sandbox.control.requests()[0]?.durationMs).toBeGreaterThan(100);
	});

	it('ends a call whose answer trickles when the client gives up', async () => {
		await plan({ kind: 'trickle', byteDelayMs: 5000 });
		const client = new AbortController();
		const response = await sendRaw(client.signal);
		expect(sandbox.control.requests()[0]).toMatchObject({ status: 202, durationMs: null });
		client.abort();
		await response.text().catch(() => undefined);
		await until(() => sandbox.control.requests()[0]?.durationMs !== null, 'the end of the request');
	});

	it('ends a call that hangs when the client gives up', async () => {
		await plan({ kind: 'hang' });
		const client = new AbortController();
		const sending = sendRaw(client.signal).catch(() => undefined);
		await until(() => live() === 1, 'the effect');
		client.abort();
		await sending;
		await until(() => sandbox.control.requests()[0]?.durationMs !== null, 'the end of the request');
		const [request] = sandbox.control.requests();
		expect([request?.status, request?.fault]).toEqual([null, 'hang']);
		expect(request?.durationMs).toBeGreaterThan(0);
	});
});

describe('the rate limit', () => {
	it.each(DESCRIPTIONS.map(({ id, exampleCall }) => [id, exampleCall] as const))(
		'answers %s’s own 429 with Retry-After',
		async (id, path) => {
			expect((await control('PUT', `/${id}/rate-limit`, { limit: 1, windowSeconds: 30 })).json).toEqual({
				limit: 1,
				windowSeconds: 30,
			});
			expect((await control('GET', '')).json.providers?.[id]?.rateLimit).toEqual({ limit: 1, windowSeconds: 30 });
			const call = caller(sandbox, id);
			expect((await call('GET', path)).status).toBe(200);
			const refused = await call('GET', path);
			expect(refused.status).toBe(429);
			const seconds = Number(refused.headers.get('retry-after'));
			expect(refused.json).toEqual(matching(playedVendor(id).rateLimited(seconds)));
			expect(seconds).toBeGreaterThanOrEqual(1);
			expect(seconds).toBeLessThanOrEqual(30);
			await control('PUT', `/${id}/rate-limit`, null);
			expect((await call('GET', path)).status).toBe(200);
			expect((await control('GET', `/${id}/rate-limit`)).json).toBeNull();
		},
	);
});
