import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildCurl, deliveryCurl, quoteForShell, requestCurl } from '../../page/wire/curl.mts';
import { PROVIDERS } from '../../src/providers/index.mts';
import { exampleCurl } from '../../page/wire/example-call.mts';
import { caller, controlCaller, seeded, startReceiver, startTestSandbox } from '../harness/sandbox.mts';
import { request } from '../harness/wire.mts';

interface Seen {
	method: string | undefined;
	url: string | undefined;
	headers: IncomingHttpHeaders;
	body: string;
}

const run = promisify(execFile);
let seen: Seen[] = [];
let server: Server;
let origin: string;

async function bash(command: string): Promise<string> {
	const { stdout } = await run('bash', ['-c', command]);
	return stdout;
}

beforeAll(async () => {
	server = createServer((incoming, response) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const { method, url, headers } = incoming;
			seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
			response.end('ok');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

beforeEach(() => {
	seen = [];
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const NASTY = [
	'{"text":"It\'s \\"quoted\\""}',
	'line one\nline two\r\nline three\n',
	'$HOME ${PATH} $(id) `id` \\ \\n !! ~ * ? # & | ; < >',
	'@/etc/passwd',
	'❤️ 👨‍👩‍👧 é 漢',
	"'",
	"''\\''",
	'tab\there \u0001\u0007\u007f 7 ! it\'s "so" \\x41',
	'--data not-an-option',
	'%20 {a,b} [1-3] a=b&c=d',
];

describe('a curl command', () => {
	it.each(NASTY)('sends this body to the letter: %j', async (body) => {
		await bash(buildCurl({ method: 'POST', url: `${origin}/hook`, headers: { 'content-type': 'text/plain' }, body }));
		expect(seen).toMatchObject([{ method: 'POST', url: '/hook', body, headers: { 'content-type': 'text/plain' } }]);
	});

	it.each(["it's", '"$HOME" `id` $(id)', 'a\\b', '@file', ''])('sends this header to the letter: %j', async (value) => {
		await bash(buildCurl({ method: 'GET', url: origin, headers: { 'x-test': value }, body: undefined }));
		expect(seen).toMatchObject([{ method: 'GET', headers: { 'x-test': value } }]);
	});

	it('leaves brackets and quotes in the URL alone', async () => {
		const url = `${origin}/a/[1-3]/{x,y}?q='a'&b=$HOME&c[]=1`;
		await bash(buildCurl({ method: 'GET', url, headers: {}, body: undefined }));
		expect(seen.map((call) => call.url)).toEqual([`/a/[1-3]/{x,y}?q='a'&b=$HOME&c[]=1`]);
	});

	it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])('uses %s', async (method) => {
		await bash(buildCurl({ method, url: origin, headers: {}, body: undefined }));
		expect(seen).toMatchObject([{ method, body: '' }]);
	});

	it('does not call a body a form, where the client gave it no type', async () => {
		await bash(buildCurl({ method: 'POST', url: origin, headers: {}, body: '{}' }));
		expect(seen[0]?.headers).not.toHaveProperty('content-type');
	});

	it('leaves harmless words unquoted', () => {
		expect(quoteForShell('POST')).toBe('POST');
		expect(quoteForShell('')).toBe("''");
	});
});

describe('a logged request as curl', () => {
	it('asks the sandbox the same again', async () => {
		const sandbox = await startTestSandbox();
		try {
			const { human } = seeded(sandbox, 'linq');
			const path = `/api/partner/v3/messages/${human.id}/reactions?note=it's`;
			await caller(sandbox, 'linq')('POST', path, { operation: 'add', type: 'custom', custom_emoji: '🦊' });
			const [logged] = sandbox.control.requests();
			if (!logged) throw new Error('The request was not logged.');
			await bash(requestCurl(logged, sandbox.provider('linq').baseUrl));
			const [again, ...rest] = sandbox.control.requests();
			const { method, path: asked, query, body, status } = logged;
			expect(again).toMatchObject({ method, path: asked, query, body, status });
			expect(again?.headers.authorization).toBe(logged.headers.authorization);
			expect(rest).toHaveLength(1);
		} finally {
			await sandbox.close();
		}
	});

	it('leaves out what belongs to the connection, and keeps what the client said', () => {
		const headers = {
			...{ host: 'x', connection: 'keep-alive', 'content-length': '2', 'accept-encoding': 'gzip', accept: '*/*', 'user-agent': 'node' },
			...{ authorization: 'Bearer k', 'content-type': 'application/json', 'x-trace': '1' },
		};
		const command = requestCurl(request({ headers, body: {} }), 'http://sandbox/linq');
		expect(command.match(/-H \S+/g)).toEqual(["-H 'authorization:", "-H 'content-type:", "-H 'x-trace:"]);
		expect(command).toContain("--data-raw '{}'");
	});
});

describe('a delivery as curl', () => {
	it('brings the receiver the same bytes with the same signature', async () => {
		const sandbox = await startTestSandbox();
		const receiver = await startReceiver();
		try {
			await controlCaller(sandbox)('POST', '/linq/webhooks', { url: receiver.url });
			sandbox.control.sendMessage('linq', { from: 'human', text: `It's $HOME \`id\` "x" 👍\nnew line` });
			await receiver.received(1);
			const [delivery] = sandbox.control.deliveries();
			if (!delivery) throw new Error('The delivery was not logged.');
			await bash(deliveryCurl(delivery));
			const [first, second] = await receiver.received(2);
			expect(second?.body).toBe(first?.body);
			for (const name of ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'x-webhook-signature']) {
				expect(second?.headers[name]).toBe(first?.headers[name]);
			}
		} finally {
			await sandbox.close();
			await receiver.close();
		}
	});
});

describe('the example call', () => {
	it.each(PROVIDERS)('is answered by $name', async ({ id }) => {
		const sandbox = await startTestSandbox();
		try {
			await bash(exampleCurl(id, sandbox.provider(id)));
			expect(sandbox.control.requests({ provider: id })).toMatchObject([{ method: 'GET', status: 200 }]);
		} finally {
			await sandbox.close();
		}
	});
});
