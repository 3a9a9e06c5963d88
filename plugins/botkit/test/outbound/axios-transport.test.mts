import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../../core/index.ts';
import { closedUrl } from '../../../../test/harness/contract/receiver.mts';
import { createAxiosTransport } from '../../src/outbound/axios-transport.mts';
import { errorOf, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const linq = providerById('linq');
const KEY = 'key-that-nobody-may-see';

/** By the provider that tries least often: the pauses between are real. */
async function sendTo(baseUrl: string, timeoutMs?: number) {
	const provider = providerById('agentphone');
	const { plugin } = harness.bot(provider, { credentials: { apiKey: KEY, baseUrl }, timeoutMs });
	return await errorOf(plugin.api.send(harness.message(provider).id, 'love'));
}

describe('the transport', () => {
	it('follows no redirect: it could take the key elsewhere', async () => {
		const seen: Array<string | undefined> = [];
		const elsewhere = await harness.serve(({ headers }, response) => {
			seen.push(headers.authorization);
			response.end('{}');
		});
		const url = await harness.serve((_request, response) => response.writeHead(307, { location: elsewhere }).end());
		expect(await sendTo(new URL(url).origin)).toMatchObject({ code: 'REFUSED', message: expect.stringContaining('redirect') });
		expect(seen).toEqual([]);
	});

	it('ends an answer that trickles on without end', async () => {
		const url = await harness.serve((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const timer = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(timer));
		});
		const startedAt = Date.now();
		expect(await sendTo(new URL(url).origin, 150)).toMatchObject({ code: 'NO_ANSWER', message: expect.stringContaining('0.15 s') });
		expect(Date.now() - startedAt).toBeLessThan(20_000);
	}, 30_000);

	it('says that nobody was reached where the connection is refused', async () => {
		expect(await sendTo(await closedUrl())).toMatchObject({ code: 'NOT_REACHED', message: expect.stringContaining('refused') });
	}, 30_000);

	it('goes through the proxy of the environment', async () => {
		const asked: string[] = [];
		const proxy = await harness.serve((request, response) => {
			asked.push(request.url ?? '');
			response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"accepted"}');
		});
		process.env.http_proxy = new URL(proxy).origin;
		try {
			const { plugin } = harness.bot(linq, { credentials: { apiKey: KEY, baseUrl: 'http://api.example.com' } });
			expect(await plugin.api.send(harness.message(linq).id, 'love')).toMatchObject({ outcome: 'accepted' });
		} finally {
			delete process.env.http_proxy;
		}
		expect(asked).toEqual([expect.stringContaining('http://api.example.com/')]);
	});

	it('never tells a key: not in the error, its cause or what the vendor repeats', async () => {
		const url = await harness.serve((request, response) => {
			response.writeHead(401, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ error: { message: `bad token ${request.headers.authorization}` } }));
		});
		for (const error of [await sendTo(new URL(url).origin), await sendTo(await closedUrl())]) {
			const { cause } = error;
			expect(JSON.stringify([error.message, error.stack, error.details, String(cause), Object.entries(cause ?? {})])).not.toContain(KEY);
		}
	}, 30_000);

	it('sends the headers of a request beside the key, and never in its place', async () => {
		const seen: unknown[] = [];
		const url = await harness.serve(({ headers }, response) => {
			seen.push([headers['idempotency-key'], headers.authorization]);
			response.end('{}');
		});
		const transport = createAxiosTransport({ Authorization: `Bearer ${KEY}` });
		const headers = { 'Idempotency-Key': 'k-1', Authorization: 'Bearer other' };
		await transport({ method: 'POST', url, query: {}, headers, body: {}, timeoutMs: 10_000 });
		expect(seen).toEqual([['k-1', `Bearer ${KEY}`]]);
	});

	it('sends the key, and JSON', async () => {
		const seen: unknown[] = [];
		const url = await harness.serve(({ headers }, response) => {
			seen.push([headers.authorization, headers['content-type']]);
			response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"accepted"}');
		});
		const { plugin } = harness.bot(linq, { credentials: { apiKey: KEY, baseUrl: new URL(url).origin } });
		await plugin.api.send(harness.message(linq).id, '🔥');
		expect(seen).toContainEqual([`Bearer ${KEY}`, 'application/json']);
	});
});
