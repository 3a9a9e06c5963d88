import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands for a question that waits: what is handed to it, and what it answers. */
export interface WaitServer {
	url: string;
	/** The bodies of all calls so far, in the order in which they came. */
	heard: readonly unknown[];
	/** Answers the next calls with these statuses, and those after them with 200 again. */
	answerNext(...statuses: number[]): void;
	/** Waits until so many calls have come. */
	waitForCalls(count: number): Promise<void>;
	close(): Promise<void>;
}

const CALLED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** Starts it on a free port of this machine. */
export async function startWaitServer(): Promise<WaitServer> {
	const heard: unknown[] = [];
	const statuses: number[] = [];
	const server = createServer((request, response) => {
		json(request).then(
			(body) => {
				heard.push(body);
				response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' }).end('{}');
			},
			() => response.destroy(),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wait?tapback-token=secret`,
		heard,
		answerNext: (...next) => void statuses.push(...next),
		async waitForCalls(count) {
			const deadline = Date.now() + CALLED_WITHIN_MS;
			while (heard.length < count && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
			if (heard.length < count) throw new Error(`${heard.length} call(s) came within ${CALLED_WITHIN_MS / 1000} s, not ${count}.`);
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
