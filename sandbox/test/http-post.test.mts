import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { httpPost } from '../src/deliveries/http-post.mts';
import { post } from '../src/deliveries/post.mts';

let server: Server | undefined;

afterEach(() => {
	server?.close();
	server?.closeAllConnections();
});

describe('a webhook call', () => {
	it('follows no redirect', async () => {
		const url = await listen((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end('elsewhere'));
		expect(await send(url)).toEqual({ status: 307, body: 'elsewhere' });
	});

	it('waits for a slow receiver', async () => {
		const url = await listen((_, response) => void setTimeout(() => response.end('at last'), 1300));
		expect(await send(url)).toEqual({ status: 200, body: 'at last' });
	});

	it('gives up when the vendor would', async () => {
		const url = await listen(() => undefined);
		expect(await tell(url, { timeoutMs: 50 })).toEqual({ status: null, error: 'No answer within 0.05 s.', errorCode: 'TIMEOUT' });
	});

	it('ends with the sandbox', async () => {
		const url = await listen(() => undefined);
		const stop = new AbortController();
		const told = tell(url, { signal: stop.signal });
		setTimeout(() => stop.abort(), 20);
		expect(await told).toMatchObject({ status: null, error: 'The sandbox was reset or closed.' });
		expect(await tell(url, { signal: stop.signal })).toMatchObject({ status: null, error: 'The sandbox was reset or closed.' });
	});

	it('tells a connection nobody takes from one that is cut', async () => {
		const cut = await listen((request) => request.socket.destroy());
		expect(await tell(cut)).toEqual({ status: null, error: 'ECONNRESET: socket hang up', errorCode: 'ECONNRESET' });
		expect(await tell('http://127.0.0.1:1/')).toMatchObject({ errorCode: 'ECONNREFUSED', error: expect.stringContaining('127.0.0.1:1') });
		expect(await tell('http://localhost:1/')).toMatchObject({
			errorCode: 'ECONNREFUSED',
			error: expect.stringMatching(/^ECONNREFUSED: \S/),
		});
	});

	it('takes half an answer for none', async () => {
		const url = await listen((_, response) => {
			response.writeHead(200, { 'content-length': 100 }).write('half');
			setTimeout(() => response.destroy(), 20);
		});
		expect(await tell(url)).toEqual({ status: null, error: expect.stringMatching(/closed before the answer was whole|aborted/) });
	});
});

function send(url: string) {
	return httpPost(new URL(url), { headers: {}, body: '{}', timeoutMs: 5000, signal: new AbortController().signal });
}

function tell(url: string, { timeoutMs = 5000, signal = new AbortController().signal }: { timeoutMs?: number; signal?: AbortSignal } = {}) {
	return post({ url, headers: {}, body: '{}', timeoutMs, allowRemote: false, signal });
}

async function listen(answer: RequestListener): Promise<string> {
	const listening = createServer(answer);
	server = listening;
	await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
	const address = listening.address();
	return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}
