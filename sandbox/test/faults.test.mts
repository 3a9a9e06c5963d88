import { describe, expect, it } from '@jest/globals';

import { LINQ_API } from './harness/linq.mts';
import { caller, settle, until } from './harness/sandbox.mts';
import { useFaults } from './harness/use-faults.mts';

const { sandbox, plan, send, sendRaw, live } = useFaults();

describe('a planned fault', () => {
	it('answers with a status, headers and body instead, as often as planned', async () => {
		await plan(
			{ kind: 'status', status: 503, headers: { 'retry-after': '7' }, body: { oops: true } },
			{ times: 2, match: { method: 'post', path: '/reactions' } },
		);
		expect((await caller(sandbox, 'linq')('GET', `${LINQ_API}/phone_numbers`)).status).toBe(200);
		const first = await send('linq');
		expect([first.status, first.headers.get('retry-after'), first.json]).toEqual([503, '7', { oops: true }]);
		expect((await send('linq')).status).toBe(503);
		expect(live()).toBe(0);
		expect((await send('linq')).status).toBe(202);
	});

	it('answers 200 with another body while the effect happens', async () => {
		await plan({ kind: 'body', body: '<html>', contentType: 'text/html' });
		const response = await sendRaw();
		expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/html', '<html>']);
		expect(live()).toBe(1);
	});

	it('drops the connection before the effect', async () => {
		await plan({ kind: 'drop-before' });
		await expect(send('linq')).rejects.toThrow('fetch failed');
		expect(live()).toBe(0);
	});

	it('drops the connection after the effect', async () => {
		await plan({ kind: 'drop-after' });
		await expect(send('linq')).rejects.toThrow('fetch failed');
		expect(live()).toBe(1);
		expect(sandbox.control.requests()[0]).toMatchObject({ status: null, responseBody: null, fault: 'drop-after' });
	});

	it('never answers after the effect', async () => {
		await plan({ kind: 'hang' });
		const client = new AbortController();
		const sending = sendRaw(client.signal);
		await until(() => live() === 1, 'the effect');
		client.abort();
		await expect(sending).rejects.toThrow('aborted');
	});

	it('never answers, and does nothing', async () => {
		await plan({ kind: 'hang-before' });
		const client = new AbortController();
		const sending = sendRaw(client.signal);
		await until(() => sandbox.control.requests().length === 1, 'the request');
		await settle();
		client.abort();
		await expect(sending).rejects.toThrow('aborted');
		expect(live()).toBe(0);
	});

	it('answers with a status after the effect', async () => {
		await plan({ kind: 'status-after', status: 502, headers: { 'x-proxy': 'yes' }, body: { oops: true } });
		const response = await send('linq');
		expect([response.status, response.headers.get('x-proxy'), response.json]).toEqual([502, 'yes', { oops: true }]);
		expect(live()).toBe(1);
	});

	it('cuts the answer short after the effect, and lets it pass for whole', async () => {
		await plan({ kind: 'truncate' });
		const response = await sendRaw();
		const text = await response.text();
		expect([response.status, response.headers.get('content-type')]).toEqual([202, 'application/json']);
		expect(text).toMatch(/^\{"message":"Reaction processed"/);
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
		expect(live()).toBe(1);
		expect(sandbox.control.requests()[0]).toMatchObject({ status: 202, responseBody: text, fault: 'truncate' });
	});

	it('resets the connection in the middle of the answer, after the effect', async () => {
		await plan({ kind: 'reset' });
		const response = await sendRaw();
		expect(response.status).toBe(202);
		await expect(response.text()).rejects.toThrow('terminated');
		expect(live()).toBe(1);
		expect(sandbox.control.requests()[0]).toMatchObject({ status: 202, responseBody: expect.stringMatching(/[^}]$/), fault: 'reset' });
	});

	it('lets the answer trickle in, a byte at a time, after the effect', async () => {
		await plan({ kind: 'trickle', byteDelayMs: 1 });
		const response = await sendRaw();
		const reader = response.body?.getReader();
		const sizes: number[] = [];
		for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read()) sizes.push(chunk.value.length);
		expect(response.status).toBe(202);
		expect(sizes.length).toBeGreaterThan(10);
		expect(live()).toBe(1);
	});

	it('answers late', async () => {
		await plan({ kind: 'delay', delayMs: 120 });
		const started = Date.now();
		expect((await send('linq')).status).toBe(202);
		expect(Date.now() - started).toBeGreaterThanOrEqual(110);
		expect(live()).toBe(1);
	});

	it('goes by the part of the path and the method that the plan names', async () => {
		await plan({ kind: 'status', status: 500 }, { match: { path: '/phone_numbers' } });
		await plan({ kind: 'status', status: 501 }, { match: { method: 'DELETE' } });
		expect((await send('linq')).status).toBe(202);
		expect((await caller(sandbox, 'linq')('DELETE', `${LINQ_API}/webhook-subscriptions/x`)).status).toBe(501);
		expect((await caller(sandbox, 'linq')('GET', `${LINQ_API}/phone_numbers`)).status).toBe(500);
	});

	it('meets its own provider only', async () => {
		await plan({ kind: 'status', status: 500 }, {}, 'tuco');
		expect((await send('linq')).status).toBe(202);
		expect((await send('tuco')).status).toBe(500);
	});
});
