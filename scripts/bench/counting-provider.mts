import { createServer } from 'node:http';

/** A vendor that accepts every tapback after a delay, and counts requests. */
export interface CountingProvider {
	url: string;
	/** Restarts the count, and sets the delay of answers. */
	reset(latencyMs: number): void;
	/** Since the last reset: all requests, and the most parallel ones. */
	seen(): { requests: number; mostAtOnce: number };
	close(): void;
}

/** Starts the vendor on a free port. It answers every request as Linq answers a tapback. */
export async function startCountingProvider(): Promise<CountingProvider> {
	let latencyMs = 0;
	let requests = 0;
	let underWay = 0;
	let mostAtOnce = 0;
	const server = createServer((request, response) => {
		requests += 1;
		underWay += 1;
		mostAtOnce = Math.max(mostAtOnce, underWay);
		const answer = () => {
			underWay -= 1;
			response.setHeader('content-type', 'application/json');
			response.end('{"status":"accepted","trace_id":"0bc0e2ab3b1920e775f2114d78625f6f"}');
		};
		request.resume();
		request.on('end', () => (latencyMs === 0 ? answer() : setTimeout(answer, latencyMs)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
		reset(wanted) {
			latencyMs = wanted;
			requests = 0;
			mostAtOnce = underWay;
		},
		seen: () => ({ requests, mostAtOnce }),
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}
