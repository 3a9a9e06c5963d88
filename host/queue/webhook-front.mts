import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One address in front of several webhook processors, as a load balancer is. */
export interface WebhookFront {
	url: string;
	/** Whom it passes requests to, by turns. One that is down is passed over. */
	sendTo(urls: readonly string[]): void;
	close(): Promise<void>;
}

/** Starts it on a free port. Bodies pass byte for byte, for they are signed. */
export async function startWebhookFront(): Promise<WebhookFront> {
	let targets: readonly string[] = [];
	let turn = 0;
	const server = createServer((incoming, response) => {
		const start = turn++;
		const order = targets.map((_, index) => targets[(start + index) % targets.length] ?? '');
		pass(incoming, response, order).catch(() => response.destroy());
	});
	const url = await listen(server);
	return {
		url,
		sendTo(urls) {
			targets = urls;
		},
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

async function pass(incoming: IncomingMessage, response: ServerResponse, order: readonly string[]): Promise<void> {
	const body = await buffer(incoming);
	for (const target of order) {
		const answer = await ask(target, incoming, body).catch(() => undefined);
		if (answer === undefined) continue;
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		answer.pipe(response);
		return;
	}
	response.writeHead(502).end();
}

function ask(target: string, { url = '/', method, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const outgoing = request(new URL(url, target), { method, headers }, resolve);
		outgoing.once('error', reject);
		outgoing.end(body);
	});
}

function listen(server: Server): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
	});
}
