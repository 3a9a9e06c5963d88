import { Agent, createServer, request as httpRequest } from 'node:http';

const PATIENCE_MS = 20_000;
const MOST_SOCKETS = 8;

/** One call, and the number of its deliveries. */
export interface Call {
	method: 'GET' | 'POST';
	path: string;
	body?: object;
	deliveries?: number;
}

export type Client = <T>(call: Call, headers?: Record<string, string>) => Promise<T>;

/** Creates an HTTP client lighter than `fetch`, because it shares the machine with the sandbox. Rejects on anything but a 2xx. */
export function createClient(origin: string): Client {
	const agent = new Agent({ keepAlive: true, maxSockets: MOST_SOCKETS });
	return ({ method, path, body }, headers) =>
		new Promise((resolve, reject) => {
			const request = httpRequest(`${origin}${path}`, { method, agent, headers: { 'content-type': 'application/json', ...headers } });
			request.on('error', reject);
			request.on('response', (response) => {
				let text = '';
				response.setEncoding('utf8');
				response.on('data', (chunk: string) => (text += chunk));
				response.on('end', () => {
					const { statusCode = 0 } = response;
					if (statusCode < 200 || statusCode > 299) reject(new Error(`${method} ${path} answered ${statusCode}: ${text}`));
					else resolve(JSON.parse(text));
				});
			});
			request.end(body === undefined ? undefined : JSON.stringify(body));
		});
}

/** Receives webhooks and counts them. */
export interface CountingReceiver {
	url: string;
	count(): number;
	/** Waits until at most `most` of the due deliveries are missing. */
	keepUp(due: () => number, most: number): Promise<void>;
	close(): void;
}

/** Starts a receiver on a free port. */
export async function startCountingReceiver(): Promise<CountingReceiver> {
	let count = 0;
	const server = createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			count += 1;
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`,
		count: () => count,
		async keepUp(due, most) {
			const deadline = Date.now() + PATIENCE_MS;
			while (due() - count > most) {
				if (Date.now() > deadline) throw new Error(`${due() - count} deliveries did not arrive.`);
				await new Promise((resolve) => setTimeout(resolve, 2));
			}
		},
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
