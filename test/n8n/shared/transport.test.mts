import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type Socket } from 'node:net';

import type { TransportError, TransportRequest } from '../../../core/http/types.ts';
import { linq } from '../../../core/providers/linq/index.ts';
import { connect } from '../../../nodes/shared/calls/connection.ts';
import { createTransport } from '../../../nodes/shared/calls/transport.ts';
import { executeContext, hookContext } from '../../harness/n8n/contexts.mts';
import { TestCredentials } from '../../harness/n8n/credentials.mts';
import { until } from '../../harness/n8n/harness.mts';
import { loadPackage, type BuiltPackage } from '../../harness/n8n/package.mts';
import { packageNode, workflowOf } from '../../harness/n8n/workflow.mts';

const SECRET = 'the-secret-key-of-this-test';
const CREDENTIAL = { baseUrl: '', apiKey: SECRET };

let built: BuiltPackage;
const servers: Server[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
	built = await loadPackage();
});
afterAll(() => {
	for (const socket of sockets) socket.destroy();
	for (const server of servers) server.close();
});

/** A server that does as it likes with the bytes of HTTP; `asked` gets the request as text. */
async function serve(behave: (socket: Socket, asked: string) => void): Promise<string> {
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => sockets.delete(socket));
		socket.once('data', (bytes) => behave(socket, bytes.toString()));
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
	return `http://127.0.0.1:${address.port}`;
}

function answer(body: string, head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json'): (socket: Socket) => void {
	return (socket) => socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

const CUT_BODY = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":';

function harnessContext() {
	const node = packageNode(built, 'sendTapback', { parameters: { provider: 'linq' } });
	const credentials = new TestCredentials({ linqTapbackApi: CREDENTIAL }, built.credentialType);
	return { node, credentials, workflow: workflowOf(built, [node]) };
}

async function ask(request: Partial<TransportRequest> & { url: string }, cancel?: AbortSignal) {
	const transport = createTransport(executeContext(harnessContext(), cancel), 'linqTapbackApi', CREDENTIAL);
	return await transport({ method: 'POST', query: {}, body: { a: 1 }, timeoutMs: 30_000, ...request });
}

async function failureOf(request: Partial<TransportRequest> & { url: string }, cancel?: AbortSignal): Promise<TransportError> {
	const outcome = await ask(request, cancel).catch((error: TransportError) => error);
	if (!(outcome instanceof Error)) throw new Error(`It answered ${outcome.status}.`);
	return outcome;
}

describe('what n8n’s client reports as a failure', () => {
	it.each([
		['a refused connection', 'http://127.0.0.1:1', 'the connection was refused'],
		['an unknown host', 'http://nowhere.invalid', 'the host is unknown'],
		['a malformed address', 'http://127.0.0.1:99999', 'the address is malformed'],
	])('says of %s that nothing was sent', async (_, url, says) => {
		expect(await failureOf({ url })).toMatchObject({ message: says, reached: 'no' });
	});

	it.each<[string, (socket: Socket) => void, string]>([
		['a connection that is reset', (socket) => socket.resetAndDestroy(), 'the connection was cut'],
		['a connection that is closed without an answer', (socket) => socket.end(), 'the connection was cut'],
		['an answer cut off in the middle', (socket) => socket.end(CUT_BODY), 'the answer was cut off or garbled'],
		['an answer that is no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH\r\n'), 'the answer was cut off or garbled'],
		[
			'an answer that isn’t compressed as it says',
			answer('hello', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip'),
			'the answer was cut off or garbled',
		],
	])('says of %s that the request may have arrived', async (_, behave, says) => {
		expect(await failureOf({ url: await serve(behave) })).toMatchObject({ message: says, reached: 'maybe' });
	});

	it.each<[string, (socket: Socket) => unknown]>([
		['silence', () => undefined],
		['silence after the first bytes', (socket) => socket.write(CUT_BODY)],
	])('says of %s that the request may have arrived, and how long that took', async (_, behave) => {
		const failure = await failureOf({ url: await serve(behave), timeoutMs: 150 });
		expect(failure).toMatchObject({ message: 'it took longer than 0.15 s', reached: 'maybe' });
	});

	it('takes neither the secret nor the request along', async () => {
		const failure = await failureOf({ url: 'http://127.0.0.1:1' });
		expect(failure.cause).toBeUndefined();
		expect(`${JSON.stringify(failure)}${failure.stack}`).not.toContain(SECRET);
	});
});

describe('a request', () => {
	it('has its own headers beside the credential’s, and replaces none of these', async () => {
		let seen = '';
		const url = await serve((socket, asked) => {
			seen = asked.toLowerCase();
			answer('{}')(socket);
		});
		await ask({ url, headers: { 'Idempotency-Key': 'k-1', Authorization: 'Bearer other' } });
		expect(seen).toContain('idempotency-key: k-1\r\n');
		expect(seen).toContain(`authorization: bearer ${SECRET}\r\n`);
		expect(seen).not.toContain('other');
	});
});

describe('an answer', () => {
	it.each([
		['JSON', '{"a": 1}'],
		['HTML', '<html>not the API</html>'],
		['the word null', 'null'],
		['nothing', ''],
		['a bare number', '12345678901234567890'],
	])('of %s comes through as the text it is', async (_, body) => {
		expect(await ask({ url: await serve(answer(body)) })).toMatchObject({ status: 200, body });
	});

	it.each([201, 401, 404, 429, 500])('with the status %i is no failure', async (status) => {
		expect(await ask({ url: await serve(answer('{}', `HTTP/1.1 ${status} X`)) })).toMatchObject({ status, body: '{}' });
	});

	it('that redirects is not followed', async () => {
		const response = await ask({ url: await serve(answer('', 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/')) });
		expect(response).toMatchObject({ status: 302, headers: { location: 'http://127.0.0.1:1/' } });
	});

	it('with a repeated header keeps every value', async () => {
		const response = await ask({ url: await serve(answer('', 'HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2')) });
		expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
	});
});

describe('a request', () => {
	async function asked(request: Partial<TransportRequest>): Promise<string> {
		return await new Promise((resolve, reject) => {
			serve((socket, text) => {
				answer('{}')(socket);
				resolve(text);
			})
				.then(async (url) => await ask({ ...request, url: `${url}/path` }))
				.catch(reject);
		});
	}

	it('carries the credential as its type declares it', async () => {
		expect(await asked({})).toContain(`Authorization: Bearer ${SECRET}\r\n`);
	});

	it('can delete with a body of JSON', async () => {
		const text = await asked({ method: 'DELETE', body: { webhooks: ['x'] } });
		expect(text).toMatch(/^DELETE \/path HTTP\/1\.1\r\n/);
		expect(text).toMatch(/content-type: application\/json/i);
		expect(text.endsWith('{"webhooks":["x"]}')).toBe(true);
	});

	it('without a body sends none', async () => {
		const text = await asked({ method: 'GET', body: undefined, query: { limit: '100', before: '2026-01-01T00:00:00.000Z' } });
		expect(text).toContain('GET /path?limit=100&before=2026-01-01T00%3A00%3A00.000Z HTTP/1.1');
		expect(text).not.toMatch(/content-(type|length)/i);
	});
});

describe('the deadline', () => {
	const trickle = (socket: Socket) => {
		socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
		const drip = setInterval(() => socket.write('x'), 20);
		socket.on('close', () => clearInterval(drip));
	};

	it('ends an answer that trickles forever, and closes its connection', async () => {
		const url = await serve(trickle);
		const startedAt = Date.now();
		expect(await failureOf({ url, timeoutMs: 250 })).toMatchObject({ message: 'it took longer than 0.25 s', reached: 'maybe' });
		// The whole answer would take half an hour.
		expect(Date.now() - startedAt).toBeLessThan(20_000);
		await until(() => sockets.size === 0);
	});

	it('holds while a webhook is registered, too', async () => {
		const transport = createTransport(hookContext(harnessContext()), 'linqTapbackApi', CREDENTIAL);
		const request = transport({ method: 'GET', url: await serve(trickle), query: {}, body: undefined, timeoutMs: 250 });
		await expect(request).rejects.toThrow('it took longer than 0.25 s');
	});

	it('leaves no timer behind that would keep n8n from ending', async () => {
		const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = timers();
		await ask({ url: await serve(answer('{}')), timeoutMs: 60_000 });
		await new Promise((resolve) => setImmediate(resolve));
		expect(timers()).toBeLessThanOrEqual(before);
	});
});

describe('a cancelled execution', () => {
	it('ends the request that is out, and calls it what it is', async () => {
		const cancel = new AbortController();
		const url = await serve(() => cancel.abort());
		expect(await failureOf({ url, timeoutMs: 5000 }, cancel.signal)).toMatchObject({
			message: 'the request was cancelled',
			reached: 'maybe',
		});
	});

	it('sends nothing any more, and doesn’t count as a lost answer', async () => {
		let requests = 0;
		const url = await serve(() => (requests += 1));
		await expect(ask({ url }, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
		expect(requests).toBe(0);
	});

	it('breaks off a wait between attempts', async () => {
		const cancel = new AbortController();
		const { sleep } = await connect(executeContext(harnessContext(), cancel.signal), linq);
		const slept = sleep(60_000);
		cancel.abort();
		await expect(slept).rejects.toThrow();
	});

	it('waits for no further attempt', async () => {
		const { sleep } = await connect(executeContext(harnessContext(), AbortSignal.abort()), linq);
		await expect(sleep(60_000)).rejects.toThrow('aborted');
	});
});
