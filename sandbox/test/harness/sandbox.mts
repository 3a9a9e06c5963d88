import { createServer, type IncomingHttpHeaders } from 'node:http';
import { authenticationHeaders } from '../../src/providers/description.mts';
import { DESCRIPTIONS } from '../../src/providers/descriptions.mts';
import { startSandbox, type ProviderId, type Sandbox, type SandboxOptions } from '../../src/index.mts';

/** One webhook call as the receiver saw it, body bytes untouched. */
export interface ReceivedCall {
	headers: IncomingHttpHeaders;
	body: string;
	json: Json;
}

/** JSON read with `?.` and `toMatchObject` only. */
export type Json = { [key: string]: Json } & { [index: number]: Json } & Iterable<Json>;

export interface Receiver {
	url: string;
	calls: ReceivedCall[];
	/** Statuses for the next calls; 200 when it is empty. */
	statuses: number[];
	/** Waits until there are this many calls. */
	received(count: number): Promise<ReceivedCall[]>;
	close(): Promise<void>;
}

/** The status of the answer to a call. */
export type ReceiverAnswer = (call: ReceivedCall) => number | Promise<number>;

/** A webhook receiver on a free port. `answer` decides on a status where `statuses` is empty. */
export async function startReceiver(answer: ReceiverAnswer = () => 200): Promise<Receiver> {
	const calls: ReceivedCall[] = [];
	const statuses: number[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', async () => {
			const body = Buffer.concat(chunks).toString('utf8');
			const call = { headers: request.headers, body, json: JSON.parse(body) };
			calls.push(call);
			response.writeHead(statuses.shift() ?? (await answer(call))).end('thanks');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		calls,
		statuses,
		async received(count) {
			await until(() => calls.length >= count, `${count} webhook call(s), there are ${calls.length}`);
			return calls;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** Ends a test that hangs, a little before jest does. */
const PATIENCE_MS = 20_000;

export async function until(isTrue: () => boolean, what = 'a condition', patienceMs = PATIENCE_MS): Promise<void> {
	const deadline = Date.now() + patienceMs;
	while (!isTrue()) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

/** Waits long enough for a delivery that must not come. */
export async function settle(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 60));
}

export interface Answer {
	status: number;
	headers: Headers;
	json: Json;
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** A fetch for one vendor, with its credentials unless `headers` override them. */
export function caller(sandbox: Sandbox, id: ProviderId): Call {
	return (method, path, body, headers) => {
		const { baseUrl, credentials } = sandbox.provider(id);
		return call(method, `${baseUrl}${path}`, body, { ...authHeaders(id, credentials), ...headers });
	};
}

/** A fetch for the control API. */
export function controlCaller(sandbox: Sandbox): Call {
	return (method, path, body, headers) => call(method, `${sandbox.url}/control${path}`, body, headers);
}

export function authHeaders(id: ProviderId, secrets: Record<string, string>): Record<string, string> {
	const description = DESCRIPTIONS.find((each) => each.id === id);
	return description ? authenticationHeaders(description, secrets) : {};
}

export function startTestSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	return startSandbox({ port: 0, retryDelayScale: 0.0005, ...options });
}

/** The seeded messages of a provider, by their kind. */
export function seeded(sandbox: Sandbox, id: ProviderId) {
	const messages = sandbox.control.messages(id);
	const pick = (text: string) => {
		const found = messages.find(({ parts }) => parts.some((part) => part.type === 'text' && part.text === text));
		if (!found) throw new Error(`No seeded message says "${text}"`);
		return found;
	};
	return {
		human: pick('Is the table for tonight still free?'),
		own: pick('Yes, see you at seven.'),
		multiPart: pick('Can we have this one?'),
		group: pick('Who brings the cake?'),
		sms: pick('Is parking free?'),
		secondLine: pick('Hello, second line!'),
	};
}

async function call(method: string, url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
	const response = await fetch(url, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, json: text === '' ? null : JSON.parse(text) };
}
