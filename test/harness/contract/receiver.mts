import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A request as it arrived: the raw bytes of the body, and the headers as Node parses them. */
export interface Arrival {
	headers: IncomingHttpHeaders;
	rawBody: Buffer;
}

/** A webhook URL that stores the requests it receives. */
export interface Receiver {
	url: string;
	/** The next `count` arrivals, in order. Rejects when they don't come. */
	take(count: number): Promise<Arrival[]>;
	/** Answers the next arrivals with a 500. */
	fail(times: number): void;
	/** The number of arrivals that no test has taken yet. */
	left(): number;
	reset(): void;
	close(): Promise<void>;
}

/** Ends a test that hangs, a little before jest does. */
const LONGEST_WAIT_MS = 20_000;

export async function openReceiver(): Promise<Receiver> {
	let arrived: Arrival[] = [];
	let failures = 0;
	let notice = () => {};
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		arrived.push({ headers: request.headers, rawBody: Buffer.concat(chunks) });
		response.statusCode = failures > 0 ? 500 : 200;
		failures = Math.max(0, failures - 1);
		response.end();
		notice();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');

	return {
		url: `http://127.0.0.1:${address.port}/webhook/tapback`,
		async take(count) {
			const deadline = Date.now() + LONGEST_WAIT_MS;
			while (arrived.length < count) {
				const leftMs = deadline - Date.now();
				if (leftMs <= 0) throw new Error(`Of ${count} deliveries only ${arrived.length} came.`);
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, leftMs);
					notice = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			}
			return arrived.splice(0, count);
		},
		fail(times) {
			failures = times;
		},
		left: () => arrived.length,
		reset() {
			arrived = [];
			failures = 0;
		},
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}

/** A URL on this machine to which connections are refused. */
export async function closedUrl(): Promise<string> {
	const receiver = await openReceiver();
	await receiver.close();
	return new URL(receiver.url).origin;
}
